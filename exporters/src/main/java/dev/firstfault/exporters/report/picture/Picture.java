package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.exporters.html.MarkupWriter;
import dev.firstfault.signals.Timeline;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The signals that matter around the onset, with the moments of the story marked: once for wide screens and once for
 * narrow ones, because letters that shrink with the picture cannot be read. The style sheet shows the one that fits.
 */
public final class Picture {

    private final Timeline timeline;
    private final ZoneId zone;
    private final Window window;
    private final List<Track> tracks;
    private final List<Mark> marks = new ArrayList<>();
    private final long onset;
    private final boolean named;
    private final long end;

    /** @param zone the zone that times are shown in */
    public Picture(Timeline timeline, Verdict verdict, ZoneId zone) {
        this.timeline = timeline;
        this.zone = zone;
        Fault fault = verdict.firstFault();
        Ending ending = verdict.ending();
        long last = Math.max(timeline.endNanos(), ending.atNanos());
        window = fault == null ? Window.recent(last) : Window.around(fault.atNanos(), last);
        onset = fault == null ? -1 : fault.atNanos();
        named = fault != null && fault.confidence() != Confidence.NONE;
        end = ending.kind() == EndingKind.RUNNING || ending.kind() == EndingKind.STUCK ? -1 : ending.atNanos();
        tracks = TopicChoice.of(verdict, new Sources(timeline, verdict, window));
        int number = 0;
        for (Moment moment : verdict.timeline()) {
            marks.add(new Mark(++number, moment.atNanos(), moment.role()));
        }
    }

    /** Whether nothing was recorded that could be drawn. */
    public boolean isEmpty() {
        return tracks.isEmpty();
    }

    /** Writes both pictures; of the class {@code wide} and of the class {@code narrow}. */
    public void render(MarkupWriter out) {
        for (Size size : Size.values()) {
            TimeAxis time = new TimeAxis(
                    window,
                    timeline.originEpochMillis(),
                    zone,
                    size.gutter(),
                    size.width() - size.gutter() - Size.MARGIN,
                    size.timeLabels());
            new PictureDrawing(out, size, window, time, named).draw(tracks, marks, onset, end);
        }
    }
}
