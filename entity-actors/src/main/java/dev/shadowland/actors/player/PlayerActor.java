package dev.shadowland.actors.player;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.Position;
import dev.shadowland.actors.player.Doorstep.Arrival;
import dev.shadowland.actors.player.PlayerState.Entering;
import dev.shadowland.actors.player.PlayerState.Leaving;
import dev.shadowland.actors.player.PlayerState.Loading;
import dev.shadowland.actors.player.PlayerState.Offline;
import dev.shadowland.actors.player.PlayerState.Online;
import dev.shadowland.actors.player.Removals.Ending;
import dev.shadowland.actors.player.StoreErrands.EndSaved;
import dev.shadowland.actors.player.StoreErrands.EndedFound;
import dev.shadowland.actors.player.StoreErrands.LoginAnswered;
import dev.shadowland.actors.player.StoreErrands.RejoinAnswered;
import dev.shadowland.actors.store.CharacterRow;
import dev.shadowland.actors.store.LoginOutcome;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * One character: lets at most one session live, loads and saves it, puts it into the cell where it
 * stands, and again when a cell dies. Generations fence whatever it forgets when it moves: each
 * login and each rejoin raises the login number in the store, so an entity, a route or a save of an
 * older one loses wherever the two meet. Stops itself when offline and saved. Beside its state goes
 * on what does not wait for it: {@link Doorstep}, {@link Departures} and {@link StoreErrands}.
 */
public final class PlayerActor extends AbstractBehavior<PlayerCommand> {
    private final long character;
    private final PlayerServices services;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final PlayerPulse pulse;
    private final StoreErrands store;
    private final Doorstep doorstep;
    private final Departures departures;
    private PlayerState state = new Offline();

    /** Ends the actor: sharding's stop message. */
    public record Stop() implements PlayerCommand.Local {}

    private PlayerActor(
            ActorContext<PlayerCommand> context,
            PlayerPulse pulse,
            long character,
            PlayerServices services,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(context);
        this.pulse = pulse;
        this.character = character;
        this.services = services;
        this.shard = shard;
        this.store = new StoreErrands(context, character, services);
        this.doorstep = new Doorstep(character, services);
        this.departures = new Departures(services, store, context.getSelf().narrow());
    }

    /** The actor of one character; {@code shard} is told when it may be passivated. */
    public static Behavior<PlayerCommand> create(
            long character, PlayerServices services, ActorRef<ClusterSharding.ShardCommand> shard) {
        return PlayerPulse.within(
                services.timing().resend(),
                (context, pulse) -> new PlayerActor(context, pulse, character, services, shard));
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
            case PlayerCommand.SessionEnded ended -> onSessionEnded(ended);
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
            case PlayerPulse.Beat _ -> onPulse();
            case StoreErrands.Answer answer -> onStoreAnswer(answer);
            default -> throw new IllegalArgumentException("not a message of this actor: " + local);
        }
    }

    private void onStoreAnswer(StoreErrands.Answer answer) {
        switch (answer) {
            case LoginAnswered login
                    when state instanceof Loading now && now.step() == login.step() ->
                    onLoginAnswered(now, login);
            case RejoinAnswered rejoin
                    when state instanceof Loading now && now.step() == rejoin.step() ->
                    onRejoinAnswered(now, rejoin);
            case LoginAnswered _, RejoinAnswered _ -> {} // late
            case EndSaved saved -> store.onEndSaved(saved, nowMs());
            case EndedFound found -> departures.onEndedFound(found, nowMs());
        }
    }

    // ---- login

    private void onEnter(PlayerCommand.Enter enter) {
        Visitor visitor = Visitor.of(enter);
        Visitor guest = state.guest();
        if (guest != null && guest.isSameAs(visitor)) {
            answerAgain(visitor);
        } else {
            doorstep.onEnter(visitor, enter.token(), nowMs());
        }
    }

    private void admitWaiting() {
        if (state instanceof Offline && store.hasUnsaved()) {
            doorstep.deny(DenyReason.STORE_UNAVAILABLE); // a login would undo the end that waits
        }
        boolean isSettled = state instanceof Online || (state instanceof Offline && store.isIdle());
        Arrival arrival = isSettled ? doorstep.take(nowMs()) : null;
        if (arrival != null) {
            Online present = state instanceof Online online ? online : null;
            state = new Loading(arrival.visitor(), store.login(arrival, nowMs()), present, false);
        }
    }

    private void answerAgain(Visitor visitor) {
        state = state.withGateway(visitor);
        if (state instanceof Online online) {
            visitor.gateway().tell(online.entered());
        }
    }

    private void onLoginAnswered(Loading loading, LoginAnswered answer) {
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
        if (loading.isEnded()) {
            onSessionEnded(PlayerCommand.SessionEnded.of(loading.visitor().session()));
        }
    }

    private void onLoggedIn(Loading loading, CharacterRow row, @Nullable CharacterRow before) {
        long now = nowMs();
        doorstep.onLoggedIn(now);
        Departures.Displaced displaced = departures.displace(loading, row, before, now);
        if (loading.isEnded()) {
            state = new Offline();
            if (loading.present() == null) {
                store.saveEnd(row.session(), row.generation(), now);
            }
        } else if (displaced == null) {
            enter(loading.visitor(), row, row.position());
        } else {
            long untilMs = now + services.timing().displaceLimit().toMillis();
            state = displaced.leavingFor(loading.visitor(), row, untilMs);
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
        } else if (!(state instanceof Loading now && now.mayKeep(visitor.session()))) {
            visitor.kick(KickReason.REPLACED);
        }
    }

    private void askRejoin(Visitor visitor, long cell, @Nullable Online present) {
        long asked = store.rejoin(visitor.session(), cell, nowMs());
        state = new Loading(visitor, asked, present, false);
    }

    private void onRejoinAnswered(Loading loading, RejoinAnswered answer) {
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
        Position position = services.world().startOf(character, row.position());
        long cell = services.world().cellOf(position, answer.cell());
        if (loading.isEnded()) {
            state = new Offline();
            Avatar left = new Avatar(row.entity(), row.generation(), cell);
            remove(before == null ? left : before, new Ending(row.session(), row.generation()));
            return;
        }
        enter(loading.visitor(), row, position, cell, true);
        if (before != null && before.cell() != cell) {
            remove(before, null);
        }
    }

    // ---- entering

    private void enter(Visitor visitor, CharacterRow row, @Nullable Position known) {
        Position position = services.world().startOf(character, known);
        long cell = Objects.requireNonNull(services.world().cellOf(position), "no such map");
        enter(visitor, row, position, cell, false);
    }

    private void enter(
            Visitor visitor, CharacterRow row, Position position, long cell, boolean isRejoin) {
        Avatar avatar = new Avatar(row.entity(), row.generation(), cell);
        long untilMs = nowMs() + services.timing().enterLimit().toMillis();
        Entering entering = new Entering(visitor, avatar, position, isRejoin, untilMs);
        state = entering;
        askCell(entering);
    }

    private void askCell(Entering entering) {
        long cell = entering.avatar().cell();
        services.cells().tell(cell, entering.request(character, getContext().getSelf().narrow()));
    }

    private void onCellReply(CellReply reply) {
        switch (reply) {
            case CellReply.PlayerEntered entered -> onEntered(entered);
            case CellReply.EnterRefused refused -> onRefused(refused);
            case CellReply.PlayerRemoved removed -> onRemoved(removed);
            case CellReply.NotOwner denied -> onNotOwner(denied);
        }
    }

    private void onEntered(CellReply.PlayerEntered reply) {
        Avatar avatar = state.avatar();
        boolean isCurrent = avatar != null && avatar.is(reply.entity(), reply.generation());
        if (isCurrent && state instanceof Entering entering) {
            Online online = entering.admitted(reply);
            state = online;
            online.visitor().gateway().tell(online.entered());
        } else if (!isCurrent && (avatar == null || !avatar.supersedes(reply))) {
            remove(new Avatar(reply.entity(), reply.generation(), reply.cell()), null);
        }
    }

    private void onRefused(CellReply.EnterRefused refused) {
        if (state instanceof Entering entering
                && entering.avatar().is(refused.entity(), refused.generation())) {
            entering.visitor().deny(refused.reason());
            state = new Offline();
            if (!entering.isRejoin()) {
                store.saveEnd(entering.visitor().session(), refused.generation(), nowMs());
            }
        }
    }

    // ---- moving and leaving

    private void onMoved(PlayerCommand.PlayerMoved moved) {
        departures.onMoved(moved);
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

    private void onSessionEnded(PlayerCommand.SessionEnded ended) {
        long session = ended.session();
        doorstep.onSessionEnded(session);
        switch (state) {
            case Loading loading when loading.serves(session) -> state = loading.ended();
            case Loading loading when loading.mayKeep(session) -> {
                end(session, Objects.requireNonNull(loading.avatar()));
                state = loading.alone();
            }
            case Leaving leaving when leaving.serves(session) -> {
                state = new Offline();
                store.saveEnd(session, leaving.row().generation(), nowMs());
            }
            case Entering entering when entering.serves(session) -> end(session, entering.avatar());
            case Online online when online.serves(session) -> end(session, online.avatar());
            case Offline _ -> store.findEnded(ended);
            case Loading _, Leaving _, Entering _, Online _ -> {}
        }
    }

    private void end(long session, Avatar avatar) {
        state = new Offline();
        remove(avatar, new Ending(session, avatar.generation()));
    }

    private void remove(@Nullable Avatar avatar, @Nullable Ending ending) {
        departures.add(avatar, ending, nowMs());
    }

    private void onRemoved(CellReply.PlayerRemoved reply) {
        if (departures.onRemoved(reply, nowMs())
                && state instanceof Leaving leaving
                && leaving.displaced().entity() == reply.entity()) {
            enter(leaving.visitor(), leaving.row(), reply.position());
        }
    }

    private void onNotOwner(CellReply.NotOwner reply) {
        departures.onNotOwner(reply, nowMs());
        if (state instanceof Leaving leaving && leaving.isInVain(reply)) {
            enter(leaving.visitor(), leaving.row(), leaving.row().position());
        }
    }

    // ---- time

    private void onPulse() {
        departures.pulse(nowMs());
        store.pulse();
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
        boolean hasErrands =
                !departures.isEmpty() || store.hasUnsaved() || doorstep.isClosed(nowMs());
        if (hasErrands || state instanceof Entering || state instanceof Leaving) {
            pulse.go();
            return;
        }
        pulse.stop();
        if (state instanceof Offline && store.isIdle()) {
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        }
    }

    private long nowMs() {
        return services.nowMs().getAsLong();
    }
}
