package dev.shadowland.shard.placement;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.ClusterSingletonSettings;
import akka.cluster.typed.SingletonActor;

import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardedDirectories;
import dev.shadowland.actors.api.ShardingKeys;
import dev.shadowland.actors.routing.AkkaSettings;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.shard.cell.CellActor;
import dev.shadowland.shard.cell.CellServices;

/**
 * Puts the cells under cluster sharding and starts them. For nodes of role shard; nobody else talks
 * to cells by name.
 */
public final class CellSharding {
    private CellSharding() {}

    /**
     * Hosts cells on this node and takes part in the singleton that starts every cell of the plan.
     */
    public static void host(ActorSystem<?> system, SpatialPlan plan, CellServices services) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(
                Entity.of(
                                ShardingKeys.CELL,
                                context ->
                                        CellActor.create(
                                                CellKey.parse(context.getEntityId()), services))
                        .withRole(Roles.SHARD)
                        .withSettings(
                                ClusterShardingSettings.create(system).withRememberEntities(true))
                        .withMessageExtractor(new CellExtractor())
                        .withAllocationStrategy(new SpatialAllocationStrategy(plan, system))
                        .withEntityProps(AkkaSettings.CELLS)
                        .withStopMessage(new CellActor.Stop()));
        ClusterSingleton.get(system)
                .init(
                        SingletonActor.of(
                                        CellStarter.create(
                                                plan, ShardedDirectories.cells(sharding)),
                                        "cell-starter")
                                .withSettings(
                                        ClusterSingletonSettings.create(system)
                                                .withRole(Roles.SHARD)));
    }
}
