package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.store.CharacterRow;

import org.jspecify.annotations.Nullable;

/**
 * Where a player actor stands. Offline → Loading → (Leaving →) Entering → Online → Offline; from
 * Online back to Loading for a rejoin or a newer login. Removal of entities that no session uses
 * any more goes on beside it ({@link Departures}).
 */
sealed interface PlayerState {
    /** No session. */
    record Offline() implements PlayerState {}

    /**
     * The store is asked.
     *
     * @param step number of the question; an answer to another one is late and ignored
     * @param present the session that stays in when the answer is no
     * @param isEnded the visitor has gone meanwhile; the store may have let it in all the same
     */
    record Loading(Visitor visitor, long step, @Nullable Online present, boolean isEnded)
            implements PlayerState {
        Loading ended() {
            return new Loading(visitor, step, present, true);
        }

        /** The session that would stay in has gone. */
        Loading alone() {
            return new Loading(visitor, step, null, isEnded);
        }

        /**
         * True when a newer login may yet fail and leave the session in; its gateway asks again.
         */
        boolean mayKeep(long session) {
            return present != null && present.visitor().session() == session;
        }
    }

    /**
     * A newer login waits until the entity of the one before is out, at most until {@code untilMs}.
     *
     * @param isForgotten no life of this actor saw that one: its entity was last saved in the cell
     *     that is asked, and nobody else knows where it is if that one does not
     */
    record Leaving(
            Visitor visitor, CharacterRow row, Avatar displaced, boolean isForgotten, long untilMs)
            implements PlayerState {
        /** True when nothing more is to be hoped for. */
        boolean isInVain(CellReply.NotOwner reply) {
            return isForgotten
                    && displaced.is(reply.entity(), reply.generation())
                    && displaced.cell() == reply.cell();
        }
    }

    /**
     * A cell is asked to take the entity, until {@code untilMs}.
     *
     * @param isRejoin see {@link CellCommand.EnterPlayer}
     */
    record Entering(
            Visitor visitor, Avatar avatar, Position position, boolean isRejoin, long untilMs)
            implements PlayerState {
        CellCommand.EnterPlayer request(long character, ActorRef<CellReply> replyTo) {
            return new CellCommand.EnterPlayer(
                    character,
                    avatar.entity(),
                    avatar.generation(),
                    visitor.session(),
                    position,
                    isRejoin,
                    replyTo);
        }

        /** The cell has taken the entity. */
        Online admitted(CellReply.PlayerEntered reply) {
            GatewayEvent.Entered entered =
                    new GatewayEvent.Entered(
                            visitor.session(),
                            reply.entity(),
                            reply.cell(),
                            reply.epoch(),
                            reply.node(),
                            reply.generation(),
                            position,
                            reply.tick());
            return new Online(visitor, avatar, entered);
        }
    }

    /** In the world. {@code entered} is what the gateway was told last. */
    record Online(Visitor visitor, Avatar avatar, GatewayEvent.Entered entered)
            implements PlayerState {}

    /** The session that this state serves, or null. */
    default @Nullable Visitor guest() {
        return switch (this) {
            case Offline _ -> null;
            case Loading loading -> loading.visitor();
            case Leaving leaving -> leaving.visitor();
            case Entering entering -> entering.visitor();
            case Online online -> online.visitor();
        };
    }

    /** True when the session is the one that this state serves. */
    default boolean serves(long session) {
        Visitor guest = guest();
        return guest != null && guest.session() == session;
    }

    /** The entity that this state has or wants in the world, or null. */
    default @Nullable Avatar avatar() {
        return switch (this) {
            case Offline _ -> null;
            case Loading(_, _, Online present, _) -> present == null ? null : present.avatar();
            case Leaving leaving -> leaving.displaced();
            case Entering entering -> entering.avatar();
            case Online online -> online.avatar();
        };
    }

    /** The same with the entity elsewhere. */
    default PlayerState withAvatar(Avatar avatar) {
        return switch (this) {
            case Offline offline -> offline;
            case Loading(Visitor visitor, long step, Online present, boolean isEnded) ->
                    present == null
                            ? this
                            : new Loading(
                                    visitor,
                                    step,
                                    new Online(present.visitor(), avatar, present.entered()),
                                    isEnded);
            case Leaving(Visitor visitor, CharacterRow row, _, _, long untilMs) ->
                    new Leaving(visitor, row, avatar, false, untilMs);
            case Entering(Visitor visitor, _, Position position, boolean isRejoin, long untilMs) ->
                    new Entering(visitor, avatar, position, isRejoin, untilMs);
            case Online(Visitor visitor, _, GatewayEvent.Entered entered) ->
                    new Online(visitor, avatar, entered);
        };
    }

    /** The same for the same session behind another reference to its gateway. */
    default PlayerState withGateway(Visitor visitor) {
        return switch (this) {
            case Offline offline -> offline;
            case Loading(_, long step, Online present, boolean isEnded) ->
                    new Loading(visitor, step, present, isEnded);
            case Leaving(
                            _,
                            CharacterRow row,
                            Avatar displaced,
                            boolean isForgotten,
                            long untilMs) ->
                    new Leaving(visitor, row, displaced, isForgotten, untilMs);
            case Entering(_, Avatar avatar, Position position, boolean isRejoin, long untilMs) ->
                    new Entering(visitor, avatar, position, isRejoin, untilMs);
            case Online(_, Avatar avatar, GatewayEvent.Entered entered) ->
                    new Online(visitor, avatar, entered);
        };
    }
}
