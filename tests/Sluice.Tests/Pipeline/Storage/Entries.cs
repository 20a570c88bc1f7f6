using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Tests.Pipeline.Storage;

/// <summary>Journal entries as a run writes them, in as few words as a test needs.</summary>
static class Entries
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static StepIdentity Identity(string run = "postings", string config = "{}", string step = "extract") => new()
    {
        Run = run,
        Path = "/jobs/pipeline.yaml",
        Step = step,
        Config = config,
        ConfigHash = SHA256.HashData(Encoding.UTF8.GetBytes(config)),
    };

    public static SourceRecord Record(string key, string text = "some text", long line = 1)
    {
        var fields = JsonSerializer.SerializeToElement(new { id = key, text });
        return new SourceRecord
        {
            Ordinal = line,
            Place = new SourcePlace("data.jsonl", line),
            Key = key,
            Fields = fields,
            InputHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
        };
    }

    public static RecordIdentity IdentityOf(SourceRecord record) => new(record.Key, record.InputHash);

    public static JournalEntry Answered(SourceRecord record, string answer = """{"title":"Cook"}""", string? spans = null) => new(
        record,
        new AttemptEntry { Number = 1, StartedAt = Now, Total = TimeSpan.FromSeconds(2), Backend = "laptop", Model = "smol", PromptTokens = 100, CompletionTokens = 20 },
        new AcceptedAnswer(answer, spans));

    public static JournalEntry Failed(SourceRecord record, string reason = "schema-mismatch", bool final = true, string? response = null) => new(
        record,
        new AttemptEntry { Number = 1, StartedAt = Now, Reason = reason, Detail = "why", IsFinal = final, Response = response, PromptTokens = 100, CompletionTokens = 7 },
        null);
}
