package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link ProcessInfo} as a record and back, see {@link InfoFormat}. */
final class InfoText {

    private InfoText() {}

    /** The record without its commit word. */
    static byte[] record(ProcessInfo info, int sequence, long epoch, long originEpochMillis) {
        byte[] text = encode(info);
        byte[] record = new byte[InfoFormat.TEXT + text.length];
        LittleEndian.putInt(record, InfoFormat.SEQUENCE, sequence);
        LittleEndian.putInt(record, InfoFormat.LENGTH, text.length);
        LittleEndian.putLong(record, InfoFormat.EPOCH, epoch);
        LittleEndian.putLong(record, InfoFormat.ORIGIN_EPOCH_MILLIS, originEpochMillis);
        System.arraycopy(text, 0, record, InfoFormat.TEXT, text.length);
        return record;
    }

    /** As many whole lines as fit, in order. */
    private static byte[] encode(ProcessInfo info) {
        StringBuilder text = new StringBuilder(512);
        int bytes = 0;
        for (Map.Entry<String, String> entry : info.values().entrySet()) {
            String line = escape(entry.getKey()) + '=' + escape(entry.getValue()) + '\n';
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > InfoFormat.MAX_TEXT) {
                break;
            }
            text.append(line);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static ProcessInfo decode(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', start);
            if (equals > start && equals < end) {
                values.put(unescape(text.substring(start, equals)), unescape(text.substring(equals + 1, end)));
            }
            start = end + 1;
        }
        return new ProcessInfo(values);
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                char escaped = text.charAt(i);
                out.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
