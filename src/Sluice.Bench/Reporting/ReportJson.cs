using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Bench.Dialects;
using Sluice.Bench.Events;

namespace Sluice.Bench.Reporting;

/// <summary>A measured log for programs. A missing figure is null with its reason beside it.</summary>
public static class ReportJson
{
    static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Report report) => Write(json =>
    {
        Head(json, report.Log);
        json.WriteStartArray("ladders"u8);
        foreach (var ladder in report.Ladders) LadderJson.Write(json, ladder, report);
        json.WriteEndArray();
        VerdictJson.Crossings(json, report.Crossings);
    });

    /// <summary>What another tool would have reported.</summary>
    public static string Of(BenchLog log, Dialect dialect) => Write(json =>
    {
        Head(json, log);
        json.WriteString("as"u8, dialect.Name);
        json.WriteStartArray("remarks"u8);
        foreach (var remark in dialect.Remarks) json.WriteStringValue(remark);
        json.WriteEndArray();
        json.WriteStartArray("levels"u8);
        foreach (var level in log.Final)
        {
            json.WriteStartObject();
            LadderJson.Plan(json, level.Plan);
            json.WriteStartObject("figures"u8);
            foreach (var figure in dialect.Figures(level, log.LatencyOf(level.Plan))) Peer(json, figure);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    static void Head(Utf8JsonWriter json, BenchLog log)
    {
        json.WriteNumber("version"u8, 1);
        json.WriteString("tool"u8, log.Tool);
        if (log.Started is { } started) json.WriteString("started"u8, started);
        json.WriteString("command"u8, log.Command);
        json.WriteStartArray("servers"u8);
        foreach (var server in log.Servers.DistinctBy(server => server.Backend))
        {
            json.WriteStartObject();
            json.WriteString("backend"u8, server.Backend);
            json.WriteString("model"u8, server.Model);
            json.WriteString("url"u8, server.Url);
            json.WriteString("engine"u8, server.Engine);
            json.WriteString("endpoint"u8, server.Endpoint);
            LadderJson.Number(json, "latency_ms", server.Latency?.TotalMilliseconds);
            json.WriteString("latency_mode"u8, server.LatencyMode);
            json.WriteStartArray("dropped_fields"u8);
            foreach (var field in server.Dropped) json.WriteStringValue(field);
            json.WriteEndArray();
            json.WriteStartArray("flags"u8);
            foreach (var flag in server.Flags)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, flag.Name);
                json.WriteString("value"u8, flag.Value);
                json.WriteString("source"u8, flag.Source);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sessions"u8);
        foreach (var session in log.Sessions)
        {
            json.WriteStartObject();
            if (session.Started is { } begun) json.WriteString("started"u8, begun);
            json.WriteString("tool"u8, session.Tool);
            json.WriteString("command"u8, session.Command);
            json.WriteString("client"u8, session.Client);
            json.WriteStartObject("inputs"u8);
            foreach (var (name, value) in session.Inputs ?? new Dictionary<string, string>()) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Peer(Utf8JsonWriter json, PeerFigure figure)
    {
        json.WriteStartObject(figure.Name);
        json.WriteString("unit"u8, figure.Unit);
        if (figure.Spread is not { } spread)
        {
            LadderJson.Number(json, "value", figure.Value);
        }
        else
        {
            json.WriteNumber("n"u8, spread.N);
            json.WriteNumber("mean"u8, spread.Mean);
            json.WriteNumber("std"u8, spread.Deviation);
            json.WriteNumber("min"u8, spread.Least);
            json.WriteNumber("p50"u8, spread.Median);
            json.WriteNumber("p90"u8, spread.At(90));
            json.WriteNumber("p99"u8, spread.At(99));
            json.WriteNumber("max"u8, spread.Most);
        }

        json.WriteEndObject();
    }

    static string Write(Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
