using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Viewing;

/// <summary>
/// One JSON object a line for programs, each with <c>event</c> and <c>at</c> (UTC): run-started, progress, record-failed,
/// notice, draining, run-finished. Documented in docs/command-line.md; names and units are part of the promise.
/// </summary>
internal sealed class JsonView(Terminal terminal) : RunView(terminal.Time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override void Started(RunHeadline headline) => Write("run-started", json =>
    {
        json.WriteString("pipeline", headline.Pipeline);
        json.WriteStartArray("steps");
        foreach (StepHeadline step in headline.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Step);
            json.WriteString("model", step.Model);
            json.WriteString("backend", step.Backend);
            if (step.Concurrency.Fixed is { } many) json.WriteNumber("concurrency", many);
            else json.WriteString("concurrency", "auto");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public override void RecordFailed(FailedRecord record) => Write("record-failed", json =>
    {
        json.WriteString("id", record.Record.Key);
        json.WriteString("step", record.Step);
        json.WriteString("reason", record.Reason);
        json.WriteString("detail", record.Detail);
        json.WriteNumber("attempts", record.Attempts);
    });

    public override void Draining() => Write("draining", _ => { });

    public override void Notice(string sentence) => Write("notice", json => json.WriteString("text", sentence));

    public override void Finished(RunReport report, IReadOnlyList<string> curves, int exitCode) => Write("run-finished", json =>
    {
        json.WriteString("ending", JsonNamingPolicy.KebabCaseLower.ConvertName(report.Ending.ToString()));
        json.WriteString("message", report.Message);
        json.WriteNumber("exit_code", exitCode);
        json.WriteString("answers", report.OutputPath);
        json.WriteString("failures_file", report.FailuresPath);
        json.WriteString("store", report.StorePath);
        if (curves.Count > 0)
        {
            json.WriteStartArray("curves");
            foreach (string file in curves) json.WriteStringValue(file);
            json.WriteEndArray();
        }

        WriteProgress(json, report.Progress);
    });

    protected override void Show(RunProgress progress) => Write("progress", json => WriteProgress(json, progress));

    protected override TimeSpan PauseAfter(RunProgress progress) => Pause;

    private static void WriteProgress(Utf8JsonWriter json, RunProgress progress)
    {
        WriteNumber(json, "total", progress.Total);
        json.WriteNumber("answered", progress.Answered);
        json.WriteNumber("resumed", progress.Resumed);
        json.WriteNumber("merged", progress.Merged);
        json.WriteNumber("failed", progress.Failed);
        json.WriteStartObject("failures");
        foreach ((string reason, long count) in progress.FailedByReason) json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteNumber("calls", progress.Calls);
        json.WriteNumber("in_flight", progress.InFlight);
        json.WriteNumber("calls_without_usage", progress.UncountedCalls);
        WriteNumber(json, "prompt_tokens", progress.PromptTokens);
        WriteNumber(json, "cached_prompt_tokens", progress.CachedTokens);
        WriteNumber(json, "completion_tokens", progress.CompletionTokens);
        WriteNumber(json, "discarded_tokens", progress.DiscardedTokens);
        WriteNumber(json, "cost_usd", (double?)progress.Cost, digits: 6);
        WriteGrounding(json, progress.Grounding);
        json.WriteNumber("cut_answers", progress.CutAnswers);
        WriteNumber(json, "saved_tokens", progress.SavedTokens);
        WriteNumber(json, "records_per_hour_now", progress.RecordsPerHourNow);
        WriteNumber(json, "records_per_hour", progress.RecordsPerHour);
        WriteNumber(json, "tokens_per_second", progress.TokensPerSecond);
        WriteNumber(json, "prompt_tokens_per_second", progress.PromptTokensPerSecond);
        json.WriteNumber("elapsed_seconds", Math.Round(progress.Elapsed.TotalSeconds, 3));
        WriteNumber(json, "remaining_seconds", progress.Remaining?.TotalSeconds);
        WriteNumber(json, "remaining_seconds_least", progress.RemainingLeast?.TotalSeconds);
        WriteNumber(json, "remaining_seconds_most", progress.RemainingMost?.TotalSeconds);
        if (progress.Levels.Count > 0) WriteLevels(json, progress.Levels);
        if (progress.Steps.Count < 2) return; // a step alone is the run

        json.WriteStartArray("steps");
        foreach (StepProgress step in progress.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Step);
            WriteProgress(json, step.Progress);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLevels(Utf8JsonWriter json, IReadOnlyList<BackendLevel> levels)
    {
        json.WriteStartArray("backends");
        foreach (BackendLevel level in levels)
        {
            json.WriteStartObject();
            json.WriteString("backend", level.Backend);
            json.WriteString("model", level.Model);
            json.WriteNumber("concurrency", level.Concurrency);
            json.WriteBoolean("holds", level.Holds);
            json.WriteString("because", level.Because);
            json.WriteBoolean("learns", level.Learns);
            json.WriteString("starts_from", JsonNamingPolicy.KebabCaseLower.ConvertName(level.StartsFrom.ToString()));
            json.WriteStartArray("curve");
            foreach (MeasuredLevel measured in level.Curve)
            {
                json.WriteStartObject();
                json.WriteNumber("concurrency", measured.Concurrency);
                WriteNumber(json, level.CountsTokens ? "tokens_per_second" : "answers_per_second", measured.Rate);
                if (level.CountsTokens) WriteNumber(json, "answers_per_second", measured.AnswersPerSecond);
                json.WriteNumber("answers", measured.Answers);
                json.WriteBoolean("rough", measured.Rough);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Verbatim values before and after re-asking; null where nothing is to be quoted.</summary>
    private static void WriteGrounding(Utf8JsonWriter json, GroundingProgress? grounding)
    {
        if (grounding is null)
        {
            json.WriteNull("grounding");
            return;
        }
        json.WriteStartObject("grounding");
        json.WriteNumber("first_values", grounding.FirstValues);
        json.WriteNumber("first_invented", grounding.FirstInvented);
        json.WriteNumber("last_values", grounding.LastValues);
        json.WriteNumber("last_invented", grounding.LastInvented);
        json.WriteNumber("dropped", grounding.Dropped);
        json.WriteEndObject();
    }

    /// <summary>A figure that is not known is null, never 0.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double? value, int digits = 3)
    {
        if (value is { } known && double.IsFinite(known)) json.WriteNumber(name, Math.Round(known, digits));
        else json.WriteNull(name);
    }

    private void Write(string name, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteString("at", terminal.Time.GetUtcNow().UtcDateTime);
            content(json);
            json.WriteEndObject();
        }
        terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
