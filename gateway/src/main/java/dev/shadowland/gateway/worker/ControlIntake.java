package dev.shadowland.gateway.worker;

import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.gateway.session.Session;
import dev.shadowland.gateway.session.SessionState;
import dev.shadowland.gateway.session.SessionTable;
import dev.shadowland.protocol.connection.DisconnectReason;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.motion.MapGeometry;

import java.util.random.RandomGenerator;

/** What the control plane's word does to a session. Owned by the worker's thread. */
final class ControlIntake {
    private static final byte[] NO_TICKET = {};

    private final SessionTable sessions;
    private final SessionEnding ending;
    private final WorkerSettings settings;
    private final RandomGenerator random;
    private final WorkerCounters counters;
    private final OwnerFence fence;

    ControlIntake(
            SessionTable sessions,
            SessionEnding ending,
            WorkerSettings settings,
            RandomGenerator random,
            WorkerCounters counters) {
        this.sessions = sessions;
        this.ending = ending;
        this.settings = settings;
        this.random = random;
        this.counters = counters;
        fence = new OwnerFence(counters);
    }

    /** Takes at most {@code limit} words and returns how many. */
    int poll(ControlLink control, Outbound outbound, int limit, long nowNs) {
        int taken = 0;
        while (taken < limit) {
            GatewayEvent event = control.poll();
            if (event == null) {
                break;
            }
            taken++;
            onEvent(event, outbound, nowNs);
        }
        return taken;
    }

    private void onEvent(GatewayEvent event, Outbound outbound, long nowNs) {
        Session session = sessions.byId(event.session());
        if (session == null) {
            if (event instanceof GatewayEvent.Entered late) {
                // The client left while it was let in: the character must not stay behind.
                ending.tellEnded(late.session(), late.cell(), late.generation());
            }
            return;
        }
        switch (event) {
            case GatewayEvent.Entered entered -> onEntered(session, entered, nowNs);
            case GatewayEvent.Denied denied -> onDenied(session, denied, nowNs);
            case GatewayEvent.Kick kick -> onKick(session, kick, nowNs);
        }
        if (session.state() != SessionState.CLOSED && session.reply().isDue()) {
            outbound.sendDue(session, nowNs);
        }
    }

    private void onEntered(Session session, GatewayEvent.Entered entered, long nowNs) {
        boolean _ =
                fence.admits(
                        session,
                        entered.cell(),
                        entered.epoch(),
                        entered.generation(),
                        entered.node());
        session.times().onHeardOfWorld(nowNs);
        // Also after a denial: a repeat may have been on its way when the first attempt was
        // refused.
        if (session.state() == SessionState.ENTERING
                || session.state() == SessionState.ESTABLISHED) {
            WorldSettings.WorldMap map = settings.world().map(entered.position().map());
            if (map == null) {
                refuseMap(session, nowNs);
                return;
            }
            session.onAdmitted();
            SecuritySettings.Integrity integrity = settings.security().integrity();
            session.guard(integrity == null ? null : integrity.times(), random, nowNs);
            session.reply().onEntered(welcome(entered, map), nowNs);
            counters.count(WorkerCount.ENTERED);
        }
    }

    /** The shards have a map that this gateway's configuration lacks: somebody has to mend it. */
    private void refuseMap(Session session, long nowNs) {
        counters.count(WorkerCount.MAPS_UNKNOWN);
        session.onRefused();
        session.reply().onDenied(new EnterDenied(EnterDenied.Reason.UNAVAILABLE), nowNs);
        ending.tellEnded(session);
    }

    private WorldEntered welcome(GatewayEvent.Entered entered, WorldSettings.WorldMap at) {
        MapGeometry map = at.geometry();
        return new WorldEntered(
                entered.entity(),
                entered.tick(),
                settings.world().tickRateHz(),
                map.map(),
                (long) map.cellSize(),
                map.minX(),
                map.minY(),
                map.minZ(),
                map.maxX() - map.minX(),
                map.maxY() - map.minY(),
                map.height(),
                entered.position().x(),
                entered.position().y(),
                entered.position().z(),
                (float) at.maxSpeed(),
                0,
                NO_TICKET,
                at.waters());
    }

    private void onDenied(Session session, GatewayEvent.Denied denied, long nowNs) {
        if (session.state() == SessionState.ENTERING) {
            counters.count(WorkerCount.ENTER_DENIALS);
            session.onRefused();
            session.reply().onDenied(new EnterDenied(reason(denied.reason())), nowNs);
        } else if (denied.reason() == DenyReason.REPLACED) {
            kick(session, DisconnectReason.REPLACED, nowNs);
        }
        // Any other denial answers a rejoin: it is asked for again when its time comes.
    }

    private static EnterDenied.Reason reason(DenyReason reason) {
        return switch (reason) {
            case TOKEN_INVALID, TOKEN_EXPIRED, WRONG_CHARACTER -> EnterDenied.Reason.BAD_TOKEN;
            case TOKEN_USED -> EnterDenied.Reason.TOKEN_USED;
            case WORLD_BUSY, STORE_UNAVAILABLE, CELL_FULL -> EnterDenied.Reason.UNAVAILABLE;
            case REPLACED -> EnterDenied.Reason.REPLACED;
        };
    }

    private void onKick(Session session, GatewayEvent.Kick kick, long nowNs) {
        kick(session, reason(kick.reason()), nowNs);
    }

    private static DisconnectReason reason(KickReason reason) {
        return switch (reason) {
            case REPLACED -> DisconnectReason.REPLACED;
            case UNKNOWN_SESSION, LOST -> DisconnectReason.WORLD_LOST;
        };
    }

    private void kick(Session session, DisconnectReason reason, long nowNs) {
        counters.count(WorkerCount.KICKS);
        ending.end(session, reason, nowNs);
    }
}
