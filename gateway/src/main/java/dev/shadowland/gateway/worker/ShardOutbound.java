package dev.shadowland.gateway.worker;

import dev.shadowland.gateway.routing.SessionRoute;
import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SnapshotFeedback;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.codec.EventReceiptEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerCommandEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerReportEncoder;
import dev.shadowland.protocol.backplane.codec.ViewerResyncEncoder;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.wire.DropReason;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what a session's cell is told, and sends it to the node that owns the cell. Owned by the
 * worker's thread.
 */
final class ShardOutbound {
    private static final int MAX_FRAME =
            256 + Command.MAX_BODY + 2 * SnapshotFeedback.CAPACITY * Integer.BYTES;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PlayerInputEncoder input = new PlayerInputEncoder();
    private final PlayerCommandEncoder command = new PlayerCommandEncoder();
    private final EventReceiptEncoder receipt = new EventReceiptEncoder();
    private final ViewerResyncEncoder resync = new ViewerResyncEncoder();
    private final ViewerReportEncoder report = new ViewerReportEncoder();
    private final ShardLinks links;
    private final int budgetBytes;
    private RouteTable routes = RouteTable.EMPTY;

    ShardOutbound(ShardLinks links, int budgetBytes) {
        this.links = links;
        this.budgetBytes = budgetBytes;
    }

    /** The table of this duty cycle. */
    void onRoutes(RouteTable table) {
        routes = table;
    }

    /** See {@link ShardLinks#takesBenchmarks}. */
    boolean takesBenchmarks() {
        return links.takesBenchmarks();
    }

    /** Passes an input frame's body on; null when it went out. */
    @Nullable DropReason sendInput(Session session, DirectBuffer body, int offset, int length) {
        SessionRoute route = session.route();
        route.refresh(routes);
        if (route.node() == 0) {
            return DropReason.NO_ROUTE;
        }
        input.wrapAndApplyHeader(out, 0, header)
                .session(session.id())
                .cell(route.cell())
                .epoch(route.epoch())
                .putBody(body, offset, length);
        int frame = MessageHeaderEncoder.ENCODED_LENGTH + input.encodedLength();
        return links.send(route.node(), out, 0, frame) ? null : DropReason.LINK_FULL;
    }

    /** Passes a command frame's body on; null when it went out. */
    @Nullable DropReason sendCommand(Session session, DirectBuffer body, int offset, int length) {
        SessionRoute route = session.route();
        route.refresh(routes);
        command.wrapAndApplyHeader(out, 0, header)
                .session(session.id())
                .cell(route.cell())
                .epoch(route.epoch())
                .putBody(body, offset, length);
        return send(route, command.encodedLength());
    }

    /**
     * Passes on up to which number the client has the world's events, for the source that it names;
     * null when it went out.
     */
    @Nullable DropReason sendReceipt(Session session, long number, long since) {
        SessionRoute route = session.route();
        route.refresh(routes);
        receipt.wrapAndApplyHeader(out, 0, header)
                .session(session.id())
                .cell(route.cell())
                .epoch(route.epoch())
                .number(number)
                .since(since);
        return send(route, receipt.encodedLength());
    }

    /** Passes on that the client wants to be told everything again; null when it went out. */
    @Nullable DropReason sendResync(Session session, long request) {
        SessionRoute route = session.route();
        route.refresh(routes);
        resync.wrapAndApplyHeader(out, 0, header)
                .session(session.id())
                .cell(route.cell())
                .epoch(route.epoch())
                .request(request);
        return send(route, resync.encodedLength());
    }

    private @Nullable DropReason send(SessionRoute route, int encodedLength) {
        if (route.node() == 0) {
            return DropReason.NO_ROUTE;
        }
        int frame = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        return links.send(route.node(), out, 0, frame) ? null : DropReason.LINK_FULL;
    }

    /**
     * Whether a report is worth its way: it says something new, or what the connection may send is
     * less than what is configured, for then each report grants it anew.
     */
    boolean isReportNews(Session session, int budget) {
        return budget < budgetBytes || session.feedback().isNews(budget);
    }

    /**
     * Reports the fate of a session's snapshots and its {@link #budgetOf}; false when the link
     * refused it, and then the lists are kept.
     */
    boolean sendReport(Session session, int budget) {
        SessionRoute route = session.route();
        route.refresh(routes);
        SnapshotFeedback feedback = session.feedback();
        report.wrapAndApplyHeader(out, 0, header)
                .session(session.id())
                .cell(route.cell())
                .epoch(route.epoch())
                .budgetBytes(budget)
                .putAcked(feedback.acked(), 0, feedback.ackedBytes())
                .putLost(feedback.lost(), 0, feedback.lostBytes());
        int frame = MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength();
        boolean sent = links.send(route.node(), out, 0, frame);
        if (sent) {
            feedback.onReported(budget);
        }
        return sent;
    }

    /**
     * What the connection may send now, at most what is configured. Until the client is known to
     * have the answer to EnterToWorld it travels with each snapshot and takes room of it.
     */
    int budgetOf(Session session, long nowNs) {
        int budget = Math.min(budgetBytes, session.connection().budgetBytes(nowNs));
        return session.reply().isAcked()
                ? budget
                : Math.max(0, budget - session.reply().frameSize());
    }
}
