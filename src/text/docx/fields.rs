//! Fields: what Word computes, such as dates, page numbers and tables of contents.

/// An instruction need not be read further to know its kind.
const MAX_INSTRUCTION: usize = 64;

/// A field that has begun.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    shows_result: bool,
}

/// The fields that are open at a place, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

impl Fields {
    /// `w:fldChar`.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.shows_result = true;
                }
            }
            "end" => self.close(),
            _ => {}
        }
    }

    /// `w:fldSimple` opens.
    pub(super) fn open_simple(&mut self, instruction: &str) {
        self.open.push(Field { instruction: instruction.chars().take(MAX_INSTRUCTION).collect(), shows_result: true });
    }

    /// A field ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Some of the text between the start of a field and its result.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && !field.shows_result
            && field.instruction.len() < MAX_INSTRUCTION
        {
            field.instruction.extend(text.chars().take(MAX_INSTRUCTION));
        }
    }

    /// Whether what comes next is shown to the reader.
    pub(super) fn shows(&self) -> bool {
        self.open.iter().all(|field| field.shows_result)
    }

    /// Whether what comes next was typed by somebody; the text of a link was.
    pub(super) fn is_typed(&self) -> bool {
        self.open.iter().all(|field| field.is("HYPERLINK"))
    }

    /// Whether what comes next repeats the document's headings.
    pub(super) fn is_contents(&self) -> bool {
        self.open.iter().any(|field| field.is("TOC"))
    }
}

impl Field {
    fn is(&self, name: &str) -> bool {
        self.instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(name))
    }
}
