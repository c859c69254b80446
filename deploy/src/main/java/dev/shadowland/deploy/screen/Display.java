package dev.shadowland.deploy.screen;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows announcements and statuses on a stream: on a terminal as a page that is redrawn in place,
 * with the newest announcements below; else as lines. Owned by one thread.
 */
public final class Display {
    private static final int EVENTS_SHOWN = 4;
    private static final long LINE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String CLEAR_TO_END = "\u001b[J";
    private static final String CLEAR_LINE = "\u001b[K";

    private final PrintStream out;
    private final boolean redraws;
    private final Ink ink;
    private final Deque<String> events = new ArrayDeque<>();
    private int drawnLines;
    private boolean hasShownLine;
    private long lastLineNs;

    /**
     * A display that has shown nothing yet.
     *
     * @param redraws whether the stream is a terminal that can be drawn on
     */
    public Display(PrintStream out, boolean redraws, Ink ink) {
        this.out = out;
        this.redraws = redraws;
        this.ink = ink;
    }

    public Ink ink() {
        return ink;
    }

    /** Prints a line that stays. Later pages are drawn below it. */
    public void print(String line) {
        erasePage();
        out.println(line);
        out.flush();
    }

    /** Announces something: part of the page while there is one, else a line that stays. */
    public void announce(String event) {
        events.addLast(event);
        while (events.size() > EVENTS_SHOWN) {
            events.removeFirst();
        }
        if (drawnLines == 0) {
            print("  " + event);
        }
    }

    /** The newest announcements, oldest first. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** Shows the view: the whole page, or a line unless the last one is less than a second old. */
    public void show(long nowNs, ClusterView view) {
        if (redraws) {
            drawPage(StatusScreen.page(view, ink));
        } else if (!hasShownLine || nowNs - lastLineNs >= LINE_INTERVAL_NS) {
            hasShownLine = true;
            lastLineNs = nowNs;
            out.println(StatusScreen.line(view));
            out.flush();
        }
    }

    /** Leaves the last page standing; what follows is printed below it. */
    public void endPage() {
        drawnLines = 0;
        events.clear();
    }

    private void drawPage(List<String> lines) {
        StringBuilder page = new StringBuilder();
        if (drawnLines > 0) {
            page.append("\u001b[").append(drawnLines).append('A');
        }
        for (String line : lines) {
            page.append('\r').append(line).append(CLEAR_LINE).append('\n');
        }
        page.append(CLEAR_TO_END);
        out.print(page);
        out.flush();
        drawnLines = lines.size();
    }

    private void erasePage() {
        if (drawnLines > 0) {
            out.print("\u001b[" + drawnLines + "A\r" + CLEAR_TO_END);
            drawnLines = 0;
        }
    }
}
