package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellDirectory;
import dev.shadowland.actors.api.CellReply;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entities of one character that must leave the world, asked for again and again until a cell has
 * removed them or denies knowing them for long enough. Owned by the player actor.
 */
final class Removals {
    private final CellDirectory cells;
    private final PlayerTiming timing;
    private final ActorRef<CellReply> self;
    private final Map<Key, Removal> open = new LinkedHashMap<>();

    private record Key(int entity, long generation) {}

    /**
     * One entity on its way out.
     *
     * @param ending session whose end its position belongs to; null when another login has the row
     *     already
     * @param sinceMs when it was asked for first
     * @param deniedSinceMs when a cell first denied knowing it, 0 when none did
     */
    record Removal(Avatar avatar, @Nullable Ending ending, long sinceMs, long deniedSinceMs) {}

    /** A session that ends, and the generation under which its row may be written. */
    record Ending(long session, long generation) {}

    Removals(CellDirectory cells, PlayerTiming timing, ActorRef<CellReply> self) {
        this.cells = cells;
        this.timing = timing;
        this.self = self;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Asks at once, and from then on with each pulse. */
    void add(Avatar avatar, @Nullable Ending ending, long nowMs) {
        Removal removal = new Removal(avatar, ending, nowMs, 0);
        if (open.putIfAbsent(key(avatar), removal) == null) {
            ask(removal);
        }
    }

    /** The avatar of a session that ended and is not out yet, or null. */
    @Nullable Avatar ending() {
        return open.values().stream()
                .filter(removal -> removal.ending() != null)
                .map(Removal::avatar)
                .findFirst()
                .orElse(null);
    }

    /** A handover told where the entity is now. */
    void onMoved(long cell, int entity, long generation) {
        for (Removal removal : List.copyOf(open.values())) {
            if (removal.avatar().isOlderThan(entity, generation)) {
                open.remove(key(removal.avatar()));
                Avatar moved = removal.avatar().movedTo(cell, generation);
                Removal next = new Removal(moved, removal.ending(), removal.sinceMs(), 0);
                open.put(key(moved), next);
                ask(next);
            }
        }
    }

    /** The removal that this answer completes, or null. */
    @Nullable Removal onRemoved(CellReply.PlayerRemoved reply) {
        return open.remove(new Key(reply.entity(), reply.generation()));
    }

    /**
     * A cell does not know the entity: the removal may wait for a PlayerMoved; too long and pulse()
     * gives it up.
     */
    void onNotOwner(CellReply.NotOwner reply, long nowMs) {
        open.computeIfPresent(
                new Key(reply.entity(), reply.generation()),
                (_, removal) ->
                        removal.avatar().cell() != reply.cell() || removal.deniedSinceMs() != 0
                                ? removal
                                : new Removal(
                                        removal.avatar(),
                                        removal.ending(),
                                        removal.sinceMs(),
                                        nowMs));
    }

    /** Asks again; returns what is given up. */
    List<Removal> pulse(long nowMs) {
        List<Removal> givenUp = new ArrayList<>();
        for (Removal removal : List.copyOf(open.values())) {
            if (isHopeless(removal, nowMs)) {
                open.remove(key(removal.avatar()));
                givenUp.add(removal);
            } else {
                ask(removal);
            }
        }
        return givenUp;
    }

    private boolean isHopeless(Removal removal, long nowMs) {
        boolean isUnknown =
                removal.deniedSinceMs() != 0
                        && nowMs - removal.deniedSinceMs() >= timing.unknownLimit().toMillis();
        return isUnknown || nowMs - removal.sinceMs() >= timing.silenceLimit().toMillis();
    }

    private void ask(Removal removal) {
        Avatar avatar = removal.avatar();
        cells.tell(
                avatar.cell(),
                new CellCommand.RemovePlayer(avatar.entity(), avatar.generation(), self));
    }

    private static Key key(Avatar avatar) {
        return new Key(avatar.entity(), avatar.generation());
    }
}
