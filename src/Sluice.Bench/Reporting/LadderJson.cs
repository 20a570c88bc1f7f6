using System.Globalization;
using System.Text.Json;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>One ladder as JSON.</summary>
static class LadderJson
{
    public static void Write(Utf8JsonWriter json, Ladder ladder, Report report)
    {
        json.WriteStartObject();
        json.WriteString("backend"u8, ladder.Backend);
        json.WriteString("workload"u8, ladder.Workload);
        json.WriteString("load"u8, ladder.Load.ToString().ToLowerInvariant());
        if (AdmissionCap.Of(ladder) is { } cap)
        {
            json.WriteStartObject("admission_cap"u8);
            json.WriteNumber("requests"u8, cap.Requests);
            json.WriteNumber("seen_from"u8, cap.From);
            json.WriteString("evidence"u8, cap.Evidence);
            json.WriteEndObject();
        }

        VerdictJson.Write(json, ladder, report);
        json.WriteStartArray("levels"u8);
        foreach (var level in ladder.Levels) Level(json, level, ladder, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Plan(Utf8JsonWriter json, LevelPlan plan)
    {
        json.WriteString("backend"u8, plan.Backend);
        json.WriteString("workload"u8, plan.Workload);
        json.WriteString("load"u8, plan.Sending);
        Number(json, "concurrency", Planned(plan.Concurrency));
        Number(json, "rate", plan.Rate);
        Number(json, "prompt", Planned(plan.Prompt));
        Number(json, "output", Planned(plan.Output));
        json.WriteNumber("depth"u8, plan.Depth);
    }

    /// <summary>Null where nothing is planned: a trace and own records say it request by request, an open loop and a trace hold no level.</summary>
    static double? Planned(int count) => count > 0 ? count : null;

    public static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known)) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    static void Level(Utf8JsonWriter json, LevelFigures level, Ladder ladder, Report report)
    {
        json.WriteStartObject();
        Plan(json, level.Plan);
        json.WriteString("ended"u8, level.Log.End?.Why.ToString().ToLowerInvariant() ?? "unfinished");
        json.WriteBoolean("client_bound"u8, ClientBound.Reasons(level).Count > 0);
        Tally(json, level);
        Prompts(json, level.Prompts);
        Number(json, "window_seconds", level.Window?.Seconds);
        Figure(json, "output_tps", level.OutputTps);
        Figure(json, "prompt_tps", level.PromptTps);
        Figure(json, "records_per_hour", level.RecordsPerHour);
        Figure(json, "whole_records_per_hour", level.WholeRecordsPerHour);
        foreach (var (name, distribution) in (ReadOnlySpan<(string, Distribution)>)
            [("ttft_ms", level.Ttft), ("ttfa_ms", level.Ttfa), ("tpot_ms", level.Tpot), ("itl_ms", level.Itl), ("e2e_ms", level.EndToEnd), ("schedule_lag_ms", level.ScheduleLag), ("ttft_from_schedule_ms", level.TtftFromSchedule), ("prompt_tps_per_request", level.PromptRate)])
            Spread(json, name, distribution);
        Held(json, "in_flight", level.Held);
        Held(json, "writing", level.Writing);
        Counts(json, level.Counting);
        if (QueueSplit.Of(level, ladder.IsClosed ? ladder.At(1) : null) is { } split)
        {
            json.WriteStartObject("queue"u8);
            json.WriteNumber("queue_ms"u8, split.QueueMs);
            json.WriteNumber("prefill_ms"u8, split.PrefillMs);
            Number(json, "prefill_tps", split.PrefillTps);
            json.WriteString("source"u8, split.Source);
            json.WriteEndObject();
        }

        VerdictJson.Level(json, level, report);
        if (level.Log.End?.Client is { } client) Client(json, client);
        if (level.Log.End?.Server is { } server) Server(json, server);
        json.WriteStartArray("notes"u8);
        foreach (var note in LevelNotes.Of(level)) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Prompts(Utf8JsonWriter json, PromptLengths? prompts)
    {
        json.WriteStartObject("prompt_tokens"u8);
        Number(json, "aimed", prompts?.Aimed);
        Number(json, "mean", prompts?.Mean);
        Number(json, "most_off", prompts?.MostOff);
        json.WriteEndObject();
    }

    static void Tally(Utf8JsonWriter json, LevelFigures level)
    {
        json.WriteStartObject("requests"u8);
        json.WriteNumber("sent"u8, level.Tally.Sent);
        json.WriteNumber("answered"u8, level.Tally.Answered);
        json.WriteNumber("unfinished"u8, level.Tally.Unfinished);
        json.WriteStartObject("failed"u8);
        foreach (var failed in level.Tally.Failed) json.WriteNumber(failed.Reason, failed.Count);
        json.WriteEndObject();
        json.WriteStartArray("failures"u8);
        foreach (var failed in level.Tally.Failed) Failed(json, failed);
        json.WriteEndArray();
        json.WriteNumber("early"u8, level.Tally.Early);
        json.WriteNumber("empty"u8, level.Tally.Empty);
        json.WriteNumber("only_reasoned"u8, level.Tally.OnlyReasoned);
        Number(json, "invalid", level.Tally.Invalid);
        json.WriteNumber("at_once"u8, level.Tally.AtOnce);
        json.WriteNumber("ignored_events"u8, level.Tally.Ignored);
        json.WriteNumber("comment_lines"u8, level.Tally.Comments);
        json.WriteEndObject();
    }

    static void Failed(Utf8JsonWriter json, FailedRequests failed)
    {
        json.WriteStartObject();
        json.WriteString("reason"u8, failed.Reason);
        json.WriteNumber("count"u8, failed.Count);
        json.WriteString("example"u8, failed.Example);
        json.WriteStartObject("statuses"u8);
        foreach (var (status, count) in failed.Statuses) json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static void Figure(Utf8JsonWriter json, string name, Figure figure)
    {
        json.WriteStartObject(name);
        Number(json, "value", figure.Value);
        Number(json, "low", figure.Interval?.Low);
        Number(json, "high", figure.Interval?.High);
        json.WriteNumber("n"u8, figure.N);
        if (figure.Method is not null) json.WriteString("method"u8, figure.Method);
        if (figure.Missing is not null) json.WriteString("missing"u8, figure.Missing);
        json.WriteEndObject();
    }

    static void Spread(Utf8JsonWriter json, string name, Distribution distribution)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n"u8, distribution.N);
        json.WriteNumber("censored"u8, distribution.Censored);
        Number(json, "min", distribution.Least);
        Number(json, "max", distribution.Most);
        Figure(json, "mean", distribution.Mean);
        Figure(json, "p50", distribution.P50);
        Figure(json, "p90", distribution.P90);
        Figure(json, "p95", distribution.P95);
        Figure(json, "p99", distribution.P99);
        json.WriteEndObject();
    }

    static void Held(Utf8JsonWriter json, string name, InFlight? held)
    {
        if (held is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("mean"u8, known.Mean);
        json.WriteNumber("max"u8, known.Most);
        json.WriteEndObject();
    }

    static void Counts(Utf8JsonWriter json, Counting counting)
    {
        json.WriteStartObject("counting"u8);
        json.WriteString("source"u8, NameOf(counting.Source));
        Number(json, "tokens_per_chunk", counting.TokensPerChunk);
        json.WriteNumber("error_bound"u8, counting.ErrorBound);
        Number(json, "reasoning_share", counting.ReasoningShare);
        Number(json, "cached_prompt_share", counting.CachedShare);
        json.WriteEndObject();
    }

    internal static string? NameOf(CountSource? source) => source switch
    {
        null => null,
        CountSource.TokenIds => "token_ids",
        CountSource.ChunkUsage => "chunk_usage",
        CountSource.Usage => "usage",
        CountSource.Tokenizer => "tokenizer",
        _ => "chunks",
    };

    static void Client(Utf8JsonWriter json, ClientHealth client)
    {
        json.WriteStartObject("client"u8);
        Number(json, "lag_p50_ms", client.LagP50Ms);
        Number(json, "lag_p99_ms", client.LagP99Ms);
        json.WriteNumber("samples"u8, client.Samples);
        json.WriteNumber("gc_pause_ms"u8, client.GcPauseMs);
        Number(json, "allocated_bytes", client.AllocatedBytes);
        Number(json, "cpu_cores", client.CpuCores);
        json.WriteNumber("cores"u8, client.Cores);
        json.WriteEndObject();
    }

    static void Server(Utf8JsonWriter json, ServerLoad server)
    {
        json.WriteStartObject("server"u8);
        json.WriteString("dialect"u8, server.Dialect);
        json.WriteNumber("samples"u8, server.Samples);
        foreach (var (name, value) in (ReadOnlySpan<(string, double?)>)
            [("running_mean", server.RunningMean), ("running_max", server.RunningMax), ("waiting_mean", server.WaitingMean), ("waiting_max", server.WaitingMax), ("cache_use_max", server.CacheUseMax), ("preemptions", server.Preemptions), ("prefix_hits", server.PrefixHits), ("acceptance", server.Acceptance), ("queue_ms", server.QueueMs), ("prefill_ms", server.PrefillMs), ("ttft_ms", server.TtftMs)])
            Number(json, name, value);
        json.WriteEndObject();
    }
}
