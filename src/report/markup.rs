//! Puts HTML together so that it is well-formed whatever is put in: what is opened is closed, and every text is escaped.
//!
//! It is XML as well, so that programs of both sorts can read it.
//!
//! Knows nothing about what a page says.

use super::legal::legal;

/// An attribute: its name, a word of ours, and its value, which may be any text.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// What ends a line of the source.
const BLOCKS: [&str; 21] = [
    "body", "caption", "div", "figure", "footer", "h1", "h2", "h3", "head", "header", "html", "li", "meta", "nav",
    "ol", "section", "tbody", "thead", "title", "tr", "ul",
];

/// A page, or a piece of one.
#[derive(Default)]
pub(super) struct Markup {
    text: String,
}

impl Markup {
    /// An element with what `inner` puts into it.
    pub(super) fn element(&mut self, name: &'static str, attributes: &[Attribute<'_>], inner: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.text.push('>');
        inner(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        self.end(name);
    }

    /// An element with nothing but a text in it.
    pub(super) fn words(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.element(name, attributes, |markup| markup.say(text));
    }

    /// An element that never has anything in it.
    pub(super) fn void(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.open(name, attributes);
        self.text.push_str("/>");
        self.end(name);
    }

    /// A text.
    pub(super) fn say(&mut self, text: &str) {
        escape(&legal(text), &mut self.text);
    }

    /// Markup that was put together elsewhere, never a text of a model.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The whole.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A line break in the source, for those who read that.
    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.text.push('\n');
        }
    }

    fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            escape(&legal(value), &mut self.text);
            self.text.push('"');
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn nothing_that_is_said_becomes_markup() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"><script>")], |p| {
            p.say("</p><script>&'");
            p.void("br", &[]);
        });
        let text = markup.into_text();
        assert_eq!(text, "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;script&gt;&amp;&#39;<br/></p>");
    }
}
