//! Every law can be broken: a scene made by hand that breaks it is found out.
