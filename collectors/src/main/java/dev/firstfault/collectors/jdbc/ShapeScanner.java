package dev.firstfault.collectors.jdbc;

/**
 * Reduces SQL to its shape: the text that all executions share which differ in their values only. Literals, numbers and
 * parameters become {@code ?}, lists of them one; comments go. Whatever might be a value in one dialect and is not in
 * another counts as one; where it cannot be told where a value ends, the shape ends. Reused; not thread-safe.
 */
final class ShapeScanner {

    /** As long as a shape gets. */
    static final int MAX_LENGTH = 200;

    /** Of the text; what follows is mostly more of a list. */
    static final int MAX_SCANNED = 2_000;

    private static final String CUT = "...";
    private static final String EMPTY_LIST = "(?)";
    private static final String[] BEGUN = {", (?", ", (", ","};
    private static final String TWO_LISTS = "(?), (?)";

    /** What a name in double quotes stands after, in dialects where other things in double quotes are values. */
    private static final String[] BEFORE_NAMES = {"from", "join", "into", "update", "table"};

    private static final String[] IDENTIFIED = {"identified"};
    private static final String[] BY = {"by"};
    private static final String[] ALTERNATIVE = {"q", "nq"};

    private final char[] out = new char[MAX_LENGTH];
    private int length;
    private boolean space;
    private boolean cut;

    private String sql = "";
    private int end;
    private int at;
    private int wordStart;
    private int wordEnd;

    /** Takes the shape of {@code text}; the other methods tell it. */
    void scan(String text, DriverFamily family) {
        sql = text;
        end = Math.min(text.length(), MAX_SCANNED);
        at = 0;
        length = 0;
        space = false;
        cut = false;
        wordStart = 0;
        wordEnd = 0;
        while (at < end && !cut) {
            next(family);
        }
        sql = "";
        finish(at < text.length());
    }

    /** Whether nothing but comments and space was there. */
    boolean isEmpty() {
        return length == 0;
    }

    /** Tells shapes apart: FNV-1a, 64 bits. */
    long hash() {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ out[i]) * 0x100000001b3L;
        }
        return hash;
    }

    /** Whether the shape is this word, in upper or lower case. */
    boolean is(String word) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.toLowerCase(out[i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The shape. */
    @Override
    public String toString() {
        return new String(out, 0, length);
    }

    private void next(DriverFamily family) {
        char c = sql.charAt(at);
        char after = at + 1 < end ? sql.charAt(at + 1) : ' ';
        if (c <= ' ') {
            space = true;
            at++;
        } else if ((c == '-' && after == '-') || (c == '#' && family == DriverFamily.MYSQL)) {
            skipTo('\n');
        } else if (c == '/' && after == '*') {
            int close = sql.indexOf("*/", at + 2);
            at = close < 0 ? end : close + 2;
            space = true;
        } else if (c == '\'') {
            literal('\'');
        } else if (c == '"') {
            doubleQuoted(family);
        } else if (c == '`') {
            quotedName('`');
        } else if (c == '[' && family == DriverFamily.SQL_SERVER) {
            quotedName(']');
        } else if (c == '$') {
            dollar(after);
        } else if (c == '?') {
            at++;
            placeholder();
        } else if (isDigit(c)) {
            number();
        } else if (isWord(c)) {
            word();
        } else {
            at++;
            symbol(c);
        }
    }

    private void skipTo(char last) {
        int close = sql.indexOf(last, at);
        at = close < 0 ? end : close + 1;
        space = true;
    }

    /** A value in quotes; a quote within is doubled. After a backslash it is one or not, as the server is configured. */
    private void literal(char quote) {
        int close = closingQuote(quote);
        placeholder();
        at = close < 0 ? end : close + 1;
        cut |= close < 0;
    }

    /** Where the quoted text at this place ends; -1 where that is not certain. */
    private int closingQuote(char quote) {
        boolean escaped = false;
        for (int i = at + 1; i < end; i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                escaped = !escaped;
            } else if (c != quote) {
                escaped = false;
            } else if (escaped) {
                return -1;
            } else if (i + 1 < end && sql.charAt(i + 1) == quote) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    /** A name; to MySQL, and to those unknown, a value, unless where it stands tells that it is a name. */
    private void doubleQuoted(DriverFamily family) {
        boolean mayBeValue = family == DriverFamily.MYSQL || family == DriverFamily.OTHER;
        int close = closingQuote('"');
        boolean besideDot = (length > 0 && out[length - 1] == '.')
                || (close > 0 && close + 1 < end && sql.charAt(close + 1) == '.');
        if (mayBeValue && !besideDot && !isLastWordOneOf(BEFORE_NAMES)) {
            literal('"');
        } else {
            quotedName('"');
        }
    }

    private void quotedName(char quote) {
        int close = sql.indexOf(quote, at + 1);
        if (close < 0 || close >= end) {
            cut = true;
            return;
        }
        while (at <= close) {
            emit(sql.charAt(at++));
        }
    }

    /** PostgreSQL: a parameter, or a value between two like tags. */
    private void dollar(char after) {
        if (isDigit(after)) {
            at++;
            number();
            return;
        }
        int tagEnd = at + 1;
        while (tagEnd < end && isWord(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        if (tagEnd < end && sql.charAt(tagEnd) == '$') {
            String tag = sql.substring(at, tagEnd + 1);
            int close = sql.indexOf(tag, tagEnd + 1);
            placeholder();
            cut = close < 0;
            at = close < 0 ? end : close + tag.length();
        } else {
            word();
        }
    }

    private void number() {
        while (at < end && (isWord(sql.charAt(at)) || sql.charAt(at) == '.' || isExponentSign())) {
            at++;
        }
        placeholder();
    }

    private boolean isExponentSign() {
        char c = sql.charAt(at);
        char before = sql.charAt(at - 1);
        return (c == '-' || c == '+') && (before == 'e' || before == 'E');
    }

    private void word() {
        boolean afterIdentified = isLastWordOneOf(IDENTIFIED);
        wordStart = at;
        while (at < end && isWord(sql.charAt(at))) {
            emit(sql.charAt(at++));
        }
        wordEnd = at;
        if (afterIdentified && isLastWordOneOf(BY)) {
            space = true; // what follows is a password, in Oracle without quotes
            placeholder();
            cut = true;
        } else if (at < end && sql.charAt(at) == '\'' && isLastWordOneOf(ALTERNATIVE)) {
            alternativeQuotes();
        }
    }

    /** Oracle: {@code q'[it's]'}. */
    private void alternativeQuotes() {
        char open = at + 1 < end ? sql.charAt(at + 1) : ' ';
        int kind = "[({<".indexOf(open);
        char close = kind < 0 ? open : "])}>".charAt(kind);
        int i = at + 2;
        while (i + 1 < end && !(sql.charAt(i) == close && sql.charAt(i + 1) == '\'')) {
            i++;
        }
        placeholder();
        cut = i + 1 >= end;
        at = cut ? end : i + 2;
    }

    private boolean isLastWordOneOf(String[] words) {
        for (String word : words) {
            if (wordEnd - wordStart == word.length() && sql.regionMatches(true, wordStart, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    /** A value; one that follows another and a comma belongs to the same list. */
    private void placeholder() {
        if (length >= 2 && out[length - 1] == ',' && out[length - 2] == '?') {
            length--;
            space = false;
        } else {
            emit('?');
        }
    }

    private void symbol(char c) {
        emit(c);
        if (c == ',') {
            space = true;
        } else if (c == ')' && endsWith(TWO_LISTS)) {
            length -= TWO_LISTS.length() - EMPTY_LIST.length();
        }
    }

    private void emit(char c) {
        boolean apart = space && length > 0 && out[length - 1] != '(' && c != ',' && c != ')';
        space = false;
        if (length + (apart ? 2 : 1) > MAX_LENGTH) {
            cut = true;
            return;
        }
        if (apart) {
            out[length++] = ' ';
        }
        out[length++] = c;
    }

    private void finish(boolean more) {
        if (!more && !cut) {
            while (length > 0 && (out[length - 1] == ';' || out[length - 1] == ' ')) {
                length--;
            }
            return;
        }
        // A list that was cut is the same list, wherever it was.
        int whole = length + 1;
        while (length < whole) {
            whole = length;
            for (String begun : BEGUN) {
                length -= endsWith(begun) ? begun.length() : 0;
            }
        }
        length = Math.min(length, MAX_LENGTH - CUT.length());
        for (int i = 0; i < CUT.length(); i++) {
            out[length++] = CUT.charAt(i);
        }
    }

    private boolean endsWith(String tail) {
        int from = length - tail.length();
        for (int i = 0; i < tail.length(); i++) {
            if (from < 0 || out[from + i] != tail.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || c == '$' || c == '#' || c == '@' || Character.isLetterOrDigit(c);
    }
}
