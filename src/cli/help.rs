//! What `--help` prints.
//!
//! Knows nothing but words.

pub(super) const TEXT: &str = "\
opcanvas - draw, check and share an organisation's operating model

Usage:
  opcanvas [FILE...]                   open the window, with each FILE that is named in a tab
  opcanvas check FILE... [--format text|json]
                                       what is missing, contradicts itself or will hurt, by 88 rules
      [--min-severity error|warning|info]
                                       what makes the exit code 1 (error)
  opcanvas export FILE -o OUT          draw a view as a picture (OUT.svg or OUT.png)
      [--format svg|png]               when OUT's ending does not say it
      [--view V]                       id or name of a view, or canvas or diagram, which are always there;
                                       else the first, else the canvas
      [--chart C]                      a chart instead, such as lead-time or cost
      [--state S]                      as-is, a plateau by id or name, or difference
      [--shape fit|16:9|16:10|a3|a4]   page of a canvas (fit)
      [--density board|working|full]   how much the cards of a canvas say (working)
      [--theme light|dark]             colours of the picture (light)
      [--scale N]                      pixels per unit of a PNG, up to 16 (1)
  opcanvas layout FILE -o OUT          place a diagram automatically and save the model as OUT
      [--view V]                       id or name of a diagram; else the first, else a new one of the whole model
  opcanvas layout FILE --positions     print where everything would stand as plain boxes, as JSON
  opcanvas views FILE [--format text|json]
                                       the stored views in their order
  opcanvas analyze FILE [--format text|json]
                                       figures of the model, each with how it came about
      [--only A1,A9.total]             these analyses, or parts of analyses
  opcanvas report FILE -o OUT          write a report (OUT.html or OUT.md, - for standard output): canvas, figures,
                                       findings and catalogues; HTML is one page with everything in it
      [--format html|md]               when OUT's ending does not say it
      [--theme system|light|dark]      colours of the page (those of the reader's system)
  opcanvas info FILE [--format text|json]
                                       what a file holds, and what is damaged in it
  opcanvas impact FILE ELEMENT [--format text|json]
                                       what is lost when an element, by id or name, is switched off, hop by hop
  opcanvas fmt FILE... [--check]       write files in their one canonical form;
                                       with --check only say which are not in it
  opcanvas new [--template blank|bank|city|hospital|machine] OUT
                                       make a new file, empty or from an example
  opcanvas schema                      print the JSON Schema of the file format
  opcanvas --help | --version

Examples:
  opcanvas assets/examples/bank.opcanvas.json
  opcanvas export bank.opcanvas.json -o bank.svg
  opcanvas export bank.opcanvas.json -o bank.png --scale 2 --theme dark
  opcanvas export bank.opcanvas.json -o wall.svg --view canvas --shape a3 --density full
  opcanvas export bank.opcanvas.json -o today.svg --view diagram --state as-is
  opcanvas export bank.opcanvas.json -o cost.svg --chart cost
  opcanvas layout bank.opcanvas.json -o tidy.opcanvas.json
  opcanvas new --template city city.opcanvas.json
  opcanvas check --min-severity warning models/*.opcanvas.json
  opcanvas impact bank.opcanvas.json 'Core ledger'
  opcanvas report bank.opcanvas.json -o bank.html
  opcanvas fmt --check models/*.opcanvas.json

What has no room on the page of a canvas goes on in OUT-2.svg and further files.

Exit codes:
  0 done   1 check found something, or --check a difference   2 cannot be read or is no model   3 a limit was exceeded
  5 could not be written   6 not available here, such as a window without a display   64 wrong usage
";
