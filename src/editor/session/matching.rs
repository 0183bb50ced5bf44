//! How what is typed is compared with names: without case and accents, and loosely where people take short cuts.
//!
//! Knows nothing about what has the names.

/// A text as it is compared: without case, accents and outer blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.trim().chars().flat_map(char::to_lowercase) {
        match base(letter) {
            Some(base) => folded.push_str(base),
            // Accents that are signs of their own.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None => folded.push(letter),
        }
    }
    folded
}

/// The letters without accents that a small Latin letter is typed as.
fn base(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// How well a name fits what is typed, both as [`plain`] gives them; nothing where it does not. The whole name fits best,
/// then its beginning, the beginning of a word, any part, all the words in any order, and last the letters in their order.
#[must_use]
pub fn fit(typed: &str, name: &str) -> Option<u32> {
    if typed.is_empty() {
        return Some(0);
    }
    if let Some(at) = name.find(typed) {
        return Some(if name.len() == typed.len() {
            1000
        } else if at == 0 {
            900
        } else if starts_word(name, at) {
            800
        } else {
            600
        });
    }
    let mut words = typed.split_whitespace();
    if typed.contains(' ') {
        return words.all(|word| name.contains(word)).then_some(500);
    }
    letters(typed, name)
}

fn starts_word(name: &str, at: usize) -> bool {
    name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

/// How well the letters that are typed are found in their order, the first at the beginning of a word. Best where each
/// begins a word or follows the one before, as in "deccr" for "decide credit"; else worse the more stand apart.
fn letters(typed: &str, name: &str) -> Option<u32> {
    let most = typed.chars().count() as u32;
    if follow(typed, name, true).is_some() {
        return Some(300);
    }
    // Letters from here and there would make everything fit a short word.
    let good = follow(typed, name, false)?;
    (3 * good >= 2 * most).then(|| 200 + 99 * good / most.max(1))
}

/// How many of the letters begin words or follow the one before; nothing where not all are found, or, where all must, not
/// all do.
fn follow(typed: &str, name: &str, all: bool) -> Option<u32> {
    let mut wanted = typed.chars().peekable();
    let (mut good, mut last, mut before) = (0, None, ' ');
    for (i, letter) in name.chars().enumerate() {
        let begins = !before.is_alphanumeric();
        before = letter;
        let well = begins || last.is_some() && last == i.checked_sub(1);
        if wanted.peek() == Some(&letter) && (well || !all && last.is_some()) {
            wanted.next();
            good += u32::from(well);
            last = Some(i);
        }
    }
    wanted.peek().is_none().then_some(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(plain("  Crédit Agricole "), "credit agricole");
        assert_eq!(plain("Cre\u{301}dit"), "credit");
        assert_eq!(plain("Straße Łódź"), "strasse lodz");
    }

    #[test]
    fn the_better_a_name_fits_the_higher() {
        let order = ["credit", "credit file", "decide credit", "accredited", "file of credits", "c r e d i t"];
        let fits: Vec<_> = order.iter().map(|name| fit("credit", name)).collect();
        assert!(fits[0] > fits[1] && fits[1] > fits[2] && fits[2] > fits[3], "{fits:?}");
        assert_eq!(fit("dc", "decide credit"), Some(300));
        assert_eq!(fit("deccr", "decide credit"), Some(300));
        assert!(fit("vrface", "veriface").is_some());
        assert!(fit("credit decide", "decide credit").is_some());
        assert_eq!(fit("dct", "handicraft"), None);
        assert_eq!(fit("zz", "decide credit"), None);
    }
}
