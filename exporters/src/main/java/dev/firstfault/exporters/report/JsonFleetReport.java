package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.fleet.Fleet;
import dev.firstfault.diagnosis.fleet.ProcessDigest;
import dev.firstfault.diagnosis.fleet.SharedFault;
import dev.firstfault.diagnosis.fleet.SharedTrouble;
import dev.firstfault.exporters.json.JsonWriter;
import java.io.IOException;
import java.util.Map;

/** Many processes as one JSON text: under {@code processes} each as if alone, under {@code fleet} what they share. */
public final class JsonFleetReport implements FleetReport {

    private final Appendable out;
    private final JsonWriter json = new JsonWriter();
    private final Fleet fleet = new Fleet();

    /** @param out where it is written to, piece by piece */
    public JsonFleetReport(Appendable out) {
        this.out = out;
        json.beginObject()
                .name("schema")
                .value(JsonReport.SCHEMA)
                .name("processes")
                .beginArray();
    }

    @Override
    public void add(DiagnosedProcess process) throws IOException {
        fleet.add(process.digest());
        json.beginObject();
        new JsonReport(json).process(process);
        json.endObject();
        out.append(json.drain());
    }

    @Override
    public void end() throws IOException {
        json.endArray().name("fleet").beginObject();
        json.name("processes").value(fleet.processes().size()).name("endings").beginObject();
        for (Map.Entry<String, Integer> ending : fleet.endings().entrySet()) {
            json.name(ending.getKey()).value(ending.getValue().longValue());
        }
        json.endObject().name("firstFaults").beginArray();
        for (SharedFault fault : fleet.firstFaults()) {
            firstFault(fault);
        }
        json.endArray().name("troubles").beginArray();
        for (SharedTrouble trouble : fleet.troubles()) {
            trouble(trouble);
        }
        json.endArray().endObject().endObject();
        out.append(json.drain()).append('\n');
    }

    private void firstFault(SharedFault fault) {
        json.beginObject()
                .name("kind")
                .value(fault.kind())
                .name("target")
                .value(fault.target())
                .name("processes")
                .value(fault.processes())
                .name("firstAt")
                .value(JsonReport.utc(fault.first().faultMillis()));
        process("firstIn", fault.first());
        json.endObject();
    }

    private void trouble(SharedTrouble trouble) {
        json.beginObject()
                .name("server")
                .value(trouble.server())
                .name("users")
                .value(trouble.users())
                .name("processes")
                .value(trouble.processes())
                .name("since")
                .value(JsonReport.utc(trouble.sinceMillis()))
                .name("confidence")
                .value(trouble.confidence().word());
        ProcessDigest neighbour = trouble.neighbour();
        if (neighbour == null) {
            json.name("neighbour").value((String) null);
        } else {
            process("neighbour", neighbour);
            json.name("loadRoseAt").value(JsonReport.utc(trouble.loadMillis()));
        }
        json.name("summary").value(trouble.summary()).endObject();
    }

    private void process(String key, ProcessDigest process) {
        json.name(key)
                .beginObject()
                .name("app")
                .value(process.app())
                .name("pid")
                .value(process.pid())
                .name("source")
                .value(process.source())
                .endObject();
    }
}
