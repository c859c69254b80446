package dev.shadowland.actors.player;

import akka.actor.typed.javadsl.ActorContext;

import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.LoginOutcome;
import dev.shadowland.actors.store.SessionEnd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What one player actor has the store do. Answers come back to the actor as messages; of its
 * questions only the last counts, and the answer to any other is late. Ends of sessions that the
 * store did not take are saved again with each pulse until the silence limit. Owned by the player
 * actor.
 */
final class StoreErrands {
    private final ActorContext<PlayerCommand> context;
    private final long character;
    private final PlayerVault vault;
    private final long silenceLimitMs;
    private final List<SessionEnd> unsaved = new ArrayList<>();
    private long step;
    private int underWay;

    /** How the store answered. */
    sealed interface Answer extends PlayerCommand.Local {}

    /** {@code outcome} is null when the store did not answer. */
    record LoginAnswered(long step, @Nullable LoginOutcome outcome) implements Answer {}

    /**
     * {@code row} is null when the store did not answer or does not know the session as the living
     * one; {@code cell} is where its entity was last heard from.
     */
    record RejoinAnswered(long step, long cell, boolean isAnswered, @Nullable CharacterRow row)
            implements Answer {}

    record EndSaved(SessionEnd end, boolean isSaved) implements Answer {}

    /** {@code row} is null when the store did not answer or has no such character. */
    record EndedFound(PlayerCommand.SessionEnded ended, @Nullable CharacterRow row)
            implements Answer {}

    StoreErrands(ActorContext<PlayerCommand> context, long character, PlayerServices services) {
        this.context = context;
        this.character = character;
        this.vault = services.vault();
        this.silenceLimitMs = services.timing().silenceLimit().toMillis();
    }

    /** Asks whether the token lets the session in; returns the number of the question. */
    long login(Doorstep.Arrival arrival, long nowMs) {
        long asked = ++step;
        context.pipeToSelf(
                vault.login(arrival.token(), arrival.visitor().session(), nowMs),
                (outcome, failure) -> new LoginAnswered(asked, failure == null ? outcome : null));
        return asked;
    }

    /** Asks whether the session is the living one; returns the number of the question. */
    long rejoin(long session, long cell, long nowMs) {
        long asked = ++step;
        context.pipeToSelf(
                vault.rejoin(character, session, nowMs),
                (row, failure) ->
                        new RejoinAnswered(
                                asked,
                                cell,
                                failure == null,
                                failure == null ? row.orElse(null) : null));
        return asked;
    }

    /** Saves that a session has ended that is not in the world. */
    void saveEnd(long session, long generation, long nowMs) {
        saveEnd(session, generation, null, nowMs);
    }

    /** Saves that the session has ended; {@code position} is null when no cell could say. */
    void saveEnd(long session, long generation, @Nullable Position position, long nowMs) {
        save(new SessionEnd(character, session, generation, position, nowMs));
    }

    private void save(SessionEnd end) {
        underWay++;
        context.pipeToSelf(
                vault.endSession(end), (_, failure) -> new EndSaved(end, failure == null));
    }

    void onEndSaved(EndSaved saved, long nowMs) {
        underWay--;
        if (!saved.isSaved() && nowMs - saved.end().atMs() < silenceLimitMs) {
            unsaved.add(saved.end());
        }
    }

    /** Asks what the store knows of the character, of whose session only the end is known here. */
    void findEnded(PlayerCommand.SessionEnded ended) {
        underWay++;
        context.pipeToSelf(
                vault.find(character),
                (row, failure) -> new EndedFound(ended, failure == null ? row.orElse(null) : null));
    }

    void onEndedFound() {
        underWay--;
    }

    /** Saves again what the store did not take. */
    void pulse() {
        List.copyOf(unsaved).forEach(this::save);
        unsaved.clear();
    }

    /** False while the store is to be told of an end: a login would overtake it and undo it. */
    boolean isIdle() {
        return underWay == 0 && unsaved.isEmpty();
    }

    /** True when ends wait for the next pulse. */
    boolean hasUnsaved() {
        return !unsaved.isEmpty();
    }
}
