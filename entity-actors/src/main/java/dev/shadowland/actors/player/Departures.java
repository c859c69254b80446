package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;

import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.player.PlayerState.Leaving;
import dev.shadowland.actors.player.PlayerState.Loading;
import dev.shadowland.actors.player.PlayerState.Online;
import dev.shadowland.actors.player.Removals.Ending;
import dev.shadowland.actors.player.Removals.Removal;
import dev.shadowland.actors.player.StoreErrands.EndedFound;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.protocol.backplane.CellKey;

import org.jspecify.annotations.Nullable;

/**
 * Whatever of one character leaves the world while the actor goes on: entities that no session uses
 * any more, and sessions that a newer login replaces. The end of a session is saved once its entity
 * is out or given up. Owned by the player actor.
 */
final class Departures {
    private final PlayerServices services;
    private final StoreErrands store;
    private final Removals removals;

    /** An entity that a login replaces; forgotten when this life of the actor never saw it. */
    record Displaced(Avatar avatar, boolean isForgotten) {
        Leaving leavingFor(Visitor visitor, CharacterRow row, long untilMs) {
            return new Leaving(visitor, row, avatar, isForgotten, untilMs);
        }
    }

    Departures(PlayerServices services, StoreErrands store, ActorRef<CellReply> self) {
        this.services = services;
        this.store = store;
        this.removals = new Removals(services.cells(), services.timing(), self);
    }

    boolean isEmpty() {
        return removals.isEmpty();
    }

    /** Has cells remove the entity, if any; {@code ending} is null when no session ends with it. */
    void add(@Nullable Avatar avatar, @Nullable Ending ending, long nowMs) {
        if (avatar != null) {
            removals.add(avatar, ending, nowMs);
        }
    }

    /**
     * Dismisses whom a login into {@code row} replaces. Returns the entity that has to be out
     * before the visitor comes in, null when it need not wait.
     *
     * @param before the character before the login, null when it is new
     */
    @Nullable Displaced displace(
            Loading login, CharacterRow row, @Nullable CharacterRow before, long nowMs) {
        Online present = login.present();
        if (present != null) {
            if (present.visitor().session() != row.session()) {
                present.visitor().kick(KickReason.REPLACED);
            }
            Ending ending = login.isEnded() ? new Ending(row.session(), row.generation()) : null;
            removals.add(present.avatar(), ending, nowMs);
            return new Displaced(present.avatar(), false);
        }
        Avatar leaving = removals.ending();
        if (leaving != null) {
            return new Displaced(leaving, false);
        }
        return before == null || before.session() == 0
                ? null
                : dismissForgotten(before, row, nowMs);
    }

    /**
     * A session that this life of the actor never saw: its gateway is in its id, its entity was
     * last saved somewhere.
     */
    private @Nullable Displaced dismissForgotten(
            CharacterRow before, CharacterRow row, long nowMs) {
        if (before.session() != row.session()) {
            services.gateways().tell(new GatewayEvent.Kick(before.session(), KickReason.REPLACED));
        }
        if (before.entity() != row.entity() && before.position() != null) {
            Long cell = services.world().cellOf(before.position());
            if (cell != null) {
                Avatar forgotten = new Avatar(before.entity(), row.generation() - 1, cell);
                removals.add(forgotten, null, nowMs);
                return new Displaced(forgotten, true);
            }
        }
        return null;
    }

    /**
     * The store has looked for a session that ended and that this life of the actor never saw: its
     * entity would stand in the world until its cell has missed it for long enough.
     */
    void onEndedFound(EndedFound found, long nowMs) {
        store.onEndedFound();
        CharacterRow row = found.row();
        PlayerCommand.SessionEnded ended = found.ended();
        if (row != null && row.session() == ended.session()) {
            PlayerWorld world = services.world();
            Position saved = world.startOf(row.character(), row.position());
            boolean isLater = ended.generation() >= row.generation();
            long generation = isLater ? ended.generation() : row.generation();
            long cell = world.cellOf(saved, isLater ? ended.cell() : CellKey.NONE);
            Avatar left = new Avatar(row.entity(), generation, cell);
            removals.add(left, new Ending(row.session(), generation), nowMs);
        }
    }

    /** A handover told where an entity is now. */
    void onMoved(PlayerCommand.PlayerMoved moved) {
        removals.onMoved(moved.cell(), moved.entity(), moved.generation());
    }

    void onNotOwner(CellReply.NotOwner reply, long nowMs) {
        removals.onNotOwner(reply, nowMs);
    }

    /** True when the entity had to go, and now is out. */
    boolean onRemoved(CellReply.PlayerRemoved reply, long nowMs) {
        Removal removal = removals.onRemoved(reply);
        if (removal == null) {
            return false;
        }
        finish(removal, reply.position(), nowMs);
        return true;
    }

    /** Asks cells again, and gives up whom none has for long enough. */
    void pulse(long nowMs) {
        removals.pulse(nowMs).forEach(removal -> finish(removal, null, nowMs));
    }

    private void finish(Removal removal, @Nullable Position position, long nowMs) {
        Ending ending = removal.ending();
        if (ending != null) {
            long generation = Math.max(ending.generation(), removal.avatar().generation());
            store.saveEnd(ending.session(), generation, position, nowMs);
        }
    }
}
