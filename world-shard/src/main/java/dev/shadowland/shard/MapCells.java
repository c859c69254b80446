package dev.shadowland.shard;

import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.shard.cell.Cell;
import dev.shadowland.shard.cell.CellFactory;
import dev.shadowland.shard.cell.CellSimulation;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.transport.config.MapConfig;
import dev.shadowland.transport.config.ShadowlandConfig;

import java.util.HashMap;
import java.util.Map;

/** Makes a node's cells, those of each map by that map's configuration. Any thread. */
final class MapCells implements CellFactory {
    private final Map<Integer, CellFactory> maps = new HashMap<>();

    MapCells(ShadowlandConfig config, NodePorts ports) {
        for (MapConfig map : config.world().maps()) {
            maps.put(
                    map.mapId(),
                    Cell.factory(ports.onMap(map.geometry()), CellSettings.limits(config, map)));
        }
    }

    @Override
    public CellSimulation create(long cell, long epoch, CellEvents events) {
        CellFactory map = maps.get(CellKey.map(cell));
        if (map == null) {
            throw new IllegalStateException(
                    "cell %s is on a map that shadowland.world does not have"
                            .formatted(CellKey.text(cell)));
        }
        return map.create(cell, epoch, events);
    }
}
