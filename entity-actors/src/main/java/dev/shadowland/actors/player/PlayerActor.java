package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.player.PlayerState.Entering;
import dev.shadowland.actors.player.PlayerState.Leaving;
import dev.shadowland.actors.player.PlayerState.Loading;
import dev.shadowland.actors.player.PlayerState.Offline;
import dev.shadowland.actors.player.PlayerState.Online;
import dev.shadowland.actors.player.Removals.Ending;
import dev.shadowland.actors.player.Removals.Removal;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.LoginOutcome;
import dev.shadowland.actors.store.SessionEnd;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.token.LoginTokenVerifier.Verdict;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One character: lets at most one session live, loads and saves it, puts it into the cell where it
 * stands, and again when a cell dies. Generations fence whatever it forgets when it moves: each
 * login and each rejoin raises the login number in the store, so an entity, a route or a save of an
 * older one loses wherever the two meet. Stops itself when offline and saved.
 */
public final class PlayerActor extends AbstractBehavior<PlayerCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerActor.class);

    private final long character;
    private final PlayerServices services;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final TimerScheduler<PlayerCommand> timers;
    private final Removals removals;
    private final List<SessionEnd> unsaved = new ArrayList<>();
    private PlayerState state = new Offline();
    private @Nullable Arrival waiting;
    private long step;
    private int savesUnderWay;

    /** Ends the actor: sharding's stop message. */
    public record Stop() implements PlayerCommand.Local {}

    private record Pulse() implements PlayerCommand.Local {}

    private record LoginAnswered(long step, @Nullable LoginOutcome outcome)
            implements PlayerCommand.Local {}

    /**
     * {@code row} is null when the store did not answer or does not know the session as the living
     * one; {@code cell} is where its entity was last heard from.
     */
    private record RejoinAnswered(
            long step, long cell, boolean isAnswered, @Nullable CharacterRow row)
            implements PlayerCommand.Local {}

    private record EndSaved(SessionEnd end, boolean isSaved) implements PlayerCommand.Local {}

    /** A visitor with a genuine token. */
    private record Arrival(Visitor visitor, LoginToken token) {}

    private PlayerActor(
            ActorContext<PlayerCommand> context,
            TimerScheduler<PlayerCommand> timers,
            long character,
            PlayerServices services,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(context);
        this.timers = timers;
        this.character = character;
        this.services = services;
        this.shard = shard;
        this.removals =
                new Removals(services.cells(), services.timing(), context.getSelf().narrow());
    }

    /** The actor of one character; {@code shard} is told when it may be passivated. */
    public static Behavior<PlayerCommand> create(
            long character, PlayerServices services, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers ->
                                        new PlayerActor(
                                                context, timers, character, services, shard)));
    }

    @Override
    public Receive<PlayerCommand> createReceive() {
        return newReceiveBuilder().onMessage(PlayerCommand.class, this::onCommand).build();
    }

    private Behavior<PlayerCommand> onCommand(PlayerCommand command) {
        if (command instanceof Stop) {
            return Behaviors.stopped();
        }
        switch (command) {
            case PlayerCommand.Enter enter -> onEnter(enter);
            case PlayerCommand.SessionEnded ended -> onSessionEnded(ended.session());
            case PlayerCommand.Rejoin rejoin ->
                    onRejoin(new Visitor(rejoin.session(), null, rejoin.replyTo()), rejoin.cell());
            case PlayerCommand.PlayerMoved moved -> onMoved(moved);
            case PlayerCommand.PlayerLost lost -> onLost(lost);
            case CellReply reply -> onCellReply(reply);
            case PlayerCommand.Local local -> onLocal(local);
        }
        admitWaiting();
        rest();
        return this;
    }

    private void onLocal(PlayerCommand.Local local) {
        switch (local) {
            case Pulse _ -> onPulse();
            case LoginAnswered answer -> onLoginAnswered(answer);
            case RejoinAnswered answer -> onRejoinAnswered(answer);
            case EndSaved saved -> onEndSaved(saved);
            default -> throw new IllegalArgumentException("not a message of this actor: " + local);
        }
    }

    // ---- login

    private void onEnter(PlayerCommand.Enter enter) {
        Visitor visitor = Visitor.of(enter);
        Visitor guest = state.guest();
        if (guest != null && guest.isSameAs(visitor)) {
            answerAgain(visitor);
            return;
        }
        switch (services.tokens().verify(enter.token().toBytes(), nowMs())) {
            case Verdict.Refused refused -> visitor.deny(PlayerTokens.reason(refused.reason()));
            case Verdict.Valid valid when valid.token().character() != character ->
                    visitor.deny(DenyReason.WRONG_CHARACTER);
            case Verdict.Valid valid -> queue(new Arrival(visitor, valid.token()));
        }
    }

    private void queue(Arrival arrival) {
        if (waiting != null && waiting.visitor().session() != arrival.visitor().session()) {
            waiting.visitor().deny(DenyReason.REPLACED);
        }
        waiting = arrival;
    }

    private void admitWaiting() {
        Arrival arrival = waiting;
        boolean isSettled =
                state instanceof Online || (state instanceof Offline && savesUnderWay == 0);
        if (arrival == null || !isSettled) {
            return;
        }
        waiting = null;
        state =
                new Loading(
                        arrival.visitor(),
                        ++step,
                        state instanceof Online online ? online : null,
                        false);
        long asked = step;
        getContext()
                .pipeToSelf(
                        services.vault()
                                .login(arrival.token(), arrival.visitor().session(), nowMs()),
                        (outcome, failure) -> new LoginAnswered(asked, logged(outcome, failure)));
    }

    private void answerAgain(Visitor visitor) {
        state = state.withGateway(visitor);
        if (state instanceof Online online) {
            visitor.gateway().tell(online.entered());
        }
    }

    private void onLoginAnswered(LoginAnswered answer) {
        if (!(state instanceof Loading loading) || loading.step() != answer.step()) {
            return;
        }
        switch (answer.outcome()) {
            case null -> refuse(loading, DenyReason.STORE_UNAVAILABLE);
            case LoginOutcome.TokenSpent _ -> refuse(loading, DenyReason.TOKEN_USED);
            case LoginOutcome.WrongAccount _ -> refuse(loading, DenyReason.WRONG_CHARACTER);
            case LoginOutcome.LoggedIn(CharacterRow row, CharacterRow before) ->
                    onLoggedIn(loading, row, before);
        }
    }

    private void refuse(Loading loading, DenyReason reason) {
        loading.visitor().deny(reason);
        state = loading.present() == null ? new Offline() : loading.present();
    }

    private void onLoggedIn(Loading loading, CharacterRow row, @Nullable CharacterRow before) {
        long now = nowMs();
        Online present = loading.present();
        Avatar displaced = removals.ending();
        Ending ending = loading.isEnded() ? new Ending(row.session(), row.generation()) : null;
        if (present != null) {
            if (present.visitor().session() != row.session()) {
                present.visitor().kick(KickReason.REPLACED);
            }
            displaced = present.avatar();
            removals.add(displaced, ending, now);
        } else if (displaced == null && before != null && before.session() != 0) {
            dismissForgotten(before, row);
        }
        if (loading.isEnded()) {
            state = new Offline();
            if (present == null) {
                save(new SessionEnd(character, row.session(), row.generation(), null, now));
            }
        } else if (displaced == null) {
            enter(loading.visitor(), row, row.position());
        } else {
            long untilMs = now + services.timing().displaceLimit().toMillis();
            state = new Leaving(loading.visitor(), row, displaced, untilMs);
        }
    }

    /**
     * A session that this life of the actor never saw: its gateway is in its id, its entity was
     * last saved somewhere.
     */
    private void dismissForgotten(CharacterRow before, CharacterRow row) {
        if (before.session() != row.session()) {
            services.gateways().tell(new GatewayEvent.Kick(before.session(), KickReason.REPLACED));
        }
        if (before.entity() != row.entity() && before.position() != null) {
            Long cell = services.world().cellOf(before.position());
            if (cell != null) {
                removals.add(
                        new Avatar(before.entity(), row.generation() - 1, cell), null, nowMs());
            }
        }
    }

    // ---- rejoin

    private void onRejoin(Visitor visitor, long cell) {
        Visitor guest = state.guest();
        if (guest != null && guest.session() == visitor.session()) {
            Visitor known = visitor.withToken(guest.token());
            if (state instanceof Online online) {
                askRejoin(known, cell, online);
            } else {
                state = state.withGateway(known);
            }
        } else if (guest == null) {
            askRejoin(visitor, cell, null);
        } else if (!isUndecided(visitor.session())) {
            visitor.kick(KickReason.REPLACED);
        }
    }

    /** True while a newer login may yet fail and leave the session in; its gateway asks again. */
    private boolean isUndecided(long session) {
        return state instanceof Loading(_, _, Online present, _)
                && present.visitor().session() == session;
    }

    private void askRejoin(Visitor visitor, long cell, @Nullable Online present) {
        state = new Loading(visitor, ++step, present, false);
        long asked = step;
        getContext()
                .pipeToSelf(
                        services.vault().rejoin(character, visitor.session(), nowMs()),
                        (row, failure) ->
                                new RejoinAnswered(
                                        asked,
                                        cell,
                                        logged(row, failure) != null,
                                        failure == null ? row.orElse(null) : null));
    }

    private void onRejoinAnswered(RejoinAnswered answer) {
        if (!(state instanceof Loading loading) || loading.step() != answer.step()) {
            return;
        }
        if (!answer.isAnswered()) {
            refuse(loading, DenyReason.STORE_UNAVAILABLE);
            return;
        }
        Avatar before = loading.present() == null ? null : loading.present().avatar();
        CharacterRow row = answer.row();
        if (row == null) {
            loading.visitor().kick(KickReason.UNKNOWN_SESSION);
            state = new Offline();
            remove(before, null);
            return;
        }
        if (loading.isEnded()) {
            state = new Offline();
            remove(before, new Ending(row.session(), row.generation()));
            return;
        }
        Position position = services.world().startOf(character, row.position());
        enter(loading.visitor(), row, position, services.world().cellOf(position, answer.cell()));
        if (before != null
                && state instanceof Entering now
                && now.avatar().cell() != before.cell()) {
            remove(before, null);
        }
    }

    // ---- entering

    private void enter(Visitor visitor, CharacterRow row, @Nullable Position known) {
        Position position = services.world().startOf(character, known);
        long cell = Objects.requireNonNull(services.world().cellOf(position), "no such map");
        enter(visitor, row, position, cell);
    }

    private void enter(Visitor visitor, CharacterRow row, Position position, long cell) {
        Avatar avatar = new Avatar(row.entity(), row.generation(), cell);
        Entering entering =
                new Entering(
                        visitor,
                        avatar,
                        position,
                        nowMs() + services.timing().enterLimit().toMillis());
        state = entering;
        askCell(entering);
    }

    private void askCell(Entering entering) {
        Avatar avatar = entering.avatar();
        services.cells()
                .tell(
                        avatar.cell(),
                        new CellCommand.EnterPlayer(
                                character,
                                avatar.entity(),
                                avatar.generation(),
                                entering.visitor().session(),
                                entering.position(),
                                getContext().getSelf().narrow()));
    }

    private void onCellReply(CellReply reply) {
        switch (reply) {
            case CellReply.PlayerEntered entered -> onEntered(entered);
            case CellReply.EnterRefused refused -> onRefused(refused);
            case CellReply.PlayerRemoved removed -> onRemoved(removed);
            case CellReply.NotOwner denied -> removals.onNotOwner(denied, nowMs());
        }
    }

    private void onEntered(CellReply.PlayerEntered reply) {
        Avatar avatar = state.avatar();
        boolean isCurrent = avatar != null && avatar.is(reply.entity(), reply.generation());
        if (isCurrent && state instanceof Entering entering) {
            GatewayEvent.Entered entered =
                    new GatewayEvent.Entered(
                            entering.visitor().session(),
                            reply.entity(),
                            reply.cell(),
                            reply.epoch(),
                            reply.node(),
                            reply.generation(),
                            entering.position(),
                            reply.tick());
            state = new Online(entering.visitor(), entering.avatar(), entered);
            entering.visitor().gateway().tell(entered);
        } else if (!isCurrent && (avatar == null || !avatar.supersedes(reply))) {
            remove(new Avatar(reply.entity(), reply.generation(), reply.cell()), null);
        }
    }

    private void onRefused(CellReply.EnterRefused refused) {
        if (state instanceof Entering entering
                && entering.avatar().is(refused.entity(), refused.generation())) {
            entering.visitor()
                    .deny(
                            refused.reason() == EnterRefusal.STALE_GENERATION
                                    ? DenyReason.WORLD_BUSY
                                    : DenyReason.CELL_FULL);
            state = new Offline();
        }
    }

    // ---- moving and leaving

    private void onMoved(PlayerCommand.PlayerMoved moved) {
        removals.onMoved(moved.cell(), moved.entity(), moved.generation());
        Avatar avatar = state.avatar();
        if (avatar == null || avatar.entity() != moved.entity()) {
            return;
        }
        if (avatar.generation() < moved.generation()) {
            state = state.withAvatar(avatar.movedTo(moved.cell(), moved.generation()));
        } else if (avatar.generation() > moved.generation() && avatar.cell() != moved.cell()) {
            remove(new Avatar(moved.entity(), moved.generation(), moved.cell()), null);
        }
    }

    private void onLost(PlayerCommand.PlayerLost lost) {
        Avatar reported = new Avatar(lost.entity(), lost.generation(), lost.cell());
        Avatar avatar = state.avatar();
        if (avatar == null || avatar.entity() != lost.entity()) {
            remove(reported, null);
        } else if (state instanceof Online online && lost.generation() >= avatar.generation()) {
            online.visitor().kick(KickReason.LOST);
            state = new Offline();
            remove(reported, new Ending(online.visitor().session(), lost.generation()));
        }
    }

    private void onSessionEnded(long session) {
        if (waiting != null && waiting.visitor().session() == session) {
            waiting = null;
        }
        switch (state) {
            case Loading loading when loading.visitor().session() == session ->
                    state = loading.ended();
            case Loading loading when isUndecided(session) -> {
                remove(
                        state.avatar(),
                        new Ending(session, Objects.requireNonNull(state.avatar()).generation()));
                state = new Loading(loading.visitor(), loading.step(), null, loading.isEnded());
            }
            case Leaving leaving when leaving.visitor().session() == session -> {
                state = new Offline();
                save(new SessionEnd(character, session, leaving.row().generation(), null, nowMs()));
            }
            case Entering(Visitor visitor, Avatar avatar, _, _)
                    when visitor.session() == session -> {
                state = new Offline();
                remove(avatar, new Ending(session, avatar.generation()));
            }
            case Online(Visitor visitor, Avatar avatar, _) when visitor.session() == session -> {
                state = new Offline();
                remove(avatar, new Ending(session, avatar.generation()));
            }
            case Offline _, Loading _, Leaving _, Entering _, Online _ -> {}
        }
    }

    private void remove(@Nullable Avatar avatar, @Nullable Ending ending) {
        if (avatar != null) {
            removals.add(avatar, ending, nowMs());
        }
    }

    private void onRemoved(CellReply.PlayerRemoved reply) {
        Removal removal = removals.onRemoved(reply);
        if (removal == null) {
            return;
        }
        finish(removal, reply.position());
        if (state instanceof Leaving leaving && leaving.displaced().entity() == reply.entity()) {
            enter(leaving.visitor(), leaving.row(), reply.position());
        }
    }

    private void finish(Removal removal, @Nullable Position position) {
        Ending ending = removal.ending();
        if (ending != null) {
            long generation = Math.max(ending.generation(), removal.avatar().generation());
            save(new SessionEnd(character, ending.session(), generation, position, nowMs()));
        }
    }

    private void save(SessionEnd end) {
        savesUnderWay++;
        getContext()
                .pipeToSelf(
                        services.vault().endSession(end),
                        (done, failure) -> new EndSaved(end, logged(done, failure) != null));
    }

    private void onEndSaved(EndSaved saved) {
        savesUnderWay--;
        if (!saved.isSaved()
                && nowMs() - saved.end().atMs() < services.timing().silenceLimit().toMillis()) {
            unsaved.add(saved.end());
        }
    }

    // ---- time

    private void onPulse() {
        removals.pulse(nowMs()).forEach(removal -> finish(removal, null));
        List.copyOf(unsaved).forEach(this::save);
        unsaved.clear();
        switch (state) {
            case Entering entering when nowMs() >= entering.untilMs() -> {
                entering.visitor().deny(DenyReason.WORLD_BUSY);
                state = new Offline();
                remove(entering.avatar(), null);
            }
            case Entering entering -> askCell(entering);
            case Leaving leaving when nowMs() >= leaving.untilMs() ->
                    enter(leaving.visitor(), leaving.row(), leaving.row().position());
            case Offline _, Loading _, Leaving _, Online _ -> {}
        }
    }

    /** Pulses while anything is open; asks to be stopped when nothing is left to do. */
    private void rest() {
        boolean hasErrands = !removals.isEmpty() || !unsaved.isEmpty();
        if (hasErrands || state instanceof Entering || state instanceof Leaving) {
            if (!timers.isTimerActive(Pulse.class)) {
                timers.startTimerWithFixedDelay(
                        Pulse.class, new Pulse(), services.timing().resend());
            }
            return;
        }
        timers.cancel(Pulse.class);
        if (state instanceof Offline && savesUnderWay == 0) {
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        }
    }

    private long nowMs() {
        return services.nowMs().getAsLong();
    }

    private <T> @Nullable T logged(@Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("character {}: {}", character, failure.getMessage());
        }
        return failure == null ? value : null;
    }
}
