package dev.firstfault.collectors.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The message of a failed statement without the application's values: servers quote them, drivers add the whole
 * statement.
 */
final class StatementErrorText {

    /** From here on, messages repeat the statement: MariaDB, H2; where a syntax error is; PostgreSQL's detail of a key. */
    private static final String[] BEFORE_STATEMENTS = {
        "Query is:", "Query is :", "; SQL statement:", " near '", " near \"", ")=(", "value is (",
    };

    /** What servers name in quotes: these are no values. */
    private static final String[] BEFORE_NAMES = {
        "key", "table", "column", "relation", "constraint", "index", "database", "function", "procedure", "view",
    };

    private static final String VALUE = "?";

    private StatementErrorText() {}

    /** Fit to be kept; the empty string for null. */
    static String of(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String text = message;
        for (String before : BEFORE_STATEMENTS) {
            int at = text.indexOf(before);
            if (at >= 0) {
                text = text.substring(0, at + before.length()) + VALUE;
            }
        }
        return ErrorText.of(withoutValues(withoutValues(text, '\''), '"'));
    }

    /** From the first quote that does not begin a name to the last one, for a value may hold quotes itself. */
    private static String withoutValues(String text, char quote) {
        int at = text.indexOf(quote);
        while (at >= 0 && (isApostrophe(text, at) || isAfterName(text, at))) {
            int close = isApostrophe(text, at) ? at : text.indexOf(quote, at + 1);
            at = close < 0 ? -1 : text.indexOf(quote, close + 1);
        }
        if (at < 0) {
            return text;
        }
        int last = text.lastIndexOf(quote);
        return text.substring(0, at) + VALUE + (last > at ? text.substring(last + 1) : "");
    }

    /** As in "doesn't". */
    private static boolean isApostrophe(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean isAfterName(String text, int quoteAt) {
        String before = text.substring(0, quoteAt).trim().toLowerCase(Locale.ROOT);
        for (String name : BEFORE_NAMES) {
            if (before.endsWith(name)) {
                return true;
            }
        }
        return false;
    }
}
