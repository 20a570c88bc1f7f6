using System.Globalization;
using System.Text.Json;
using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary><c>sluice replay</c>: everything that was asked about one record, and what came back.</summary>
internal static class ReplaySession
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string typed, string key, string? store, bool json, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open("replay", store, terminal);
        RecordHistory record = book.Record(book.Run(typed), key);
        if (json)
        {
            foreach (StoredAttempt attempt in record.Attempts) terminal.Out.WriteLine(AttemptJson.Of(record, attempt));
            return ExitCode.Done;
        }

        terminal.Out.WriteLine($"{record.Key} ({record.Place}): {Figures.Count(record.Attempts.Count, "attempt")}");
        foreach (StoredAttempt attempt in record.Attempts) Write(attempt, terminal);
        return ExitCode.Done;
    }

    private static void Write(StoredAttempt attempt, Terminal terminal)
    {
        AttemptEntry entry = attempt.Entry;
        TextWriter output = terminal.Out;
        output.WriteLine();
        output.WriteLine($"{(entry.Number == 0 ? "not asked" : $"attempt {entry.Number}")}{(entry.StartedAt is { } at ? $" at {Moments.Of(at, terminal.Time)}" : "")}, "
            + $"step {attempt.Step}, config {HistoryBook.ShortHash(attempt.ConfigHash)}{(attempt.IsOfCurrentContent ? "" : ", of content that has changed since")}: {entry.Reason ?? "accepted"}{(entry.IsFinal ? ", given up" : "")}");
        if (entry.Number > 0) output.WriteLine($"  {Facts(entry)}");
        if (entry.Overrides is { } overrides) output.WriteLine($"  set: {overrides}");
        if (entry.Detail is { } detail) output.WriteLine($"  {(entry.Reason is null ? "dropped, since the text does not contain them: " : "")}{detail.ReplaceLineEndings("\n  ")}");
        if (attempt.Answer is { } answer) Block("answer", answer.Json, output);
        if (entry.Number == 0) return;
        if (entry.Request is null && entry.Response is null) output.WriteLine("  request and response were not kept ('keep_bodies' of the pipeline says of which attempts they are)");
        if (entry.Request is { } request) Block("request", request, output);
        if (entry.Response is { } response) Block("response", response, output);
    }

    private static string Facts(AttemptEntry entry)
    {
        List<string> facts = [];
        if ((entry.Model ?? entry.Backend) is not null) facts.Add(string.Join(" on ", new[] { entry.Model, entry.Backend }.OfType<string>()));
        if (entry.Total is { } total) facts.Add(string.Create(CultureInfo.InvariantCulture, $"{total.TotalSeconds:0.00} s"));
        if (entry.FirstToken is { } first) facts.Add(string.Create(CultureInfo.InvariantCulture, $"first token after {first.TotalSeconds:0.00} s"));
        if (entry.PromptTokens is { } prompt) facts.Add($"{Figures.Count(prompt)} prompt tokens{(entry.CachedTokens is { } cached ? $" ({Figures.Count(cached)} cached)" : "")}");
        if (entry.CompletionTokens is { } written) facts.Add($"{Figures.Count(written)} written");
        if (entry.FinishReason is { } finish) facts.Add($"finish_reason {finish}");
        if (entry.HttpStatus is { } status) facts.Add($"HTTP {status}");
        return string.Join(", ", facts);
    }

    /// <summary>JSON is laid out; other text stands as it came.</summary>
    private static void Block(string title, string text, TextWriter output)
    {
        output.WriteLine($"  {title}:");
        string shown = text;
        try
        {
            shown = JsonSerializer.Serialize(JsonElement.Parse(text), Indented);
        }
        catch (JsonException)
        {
            // A response that was cut is no JSON: that is often why one looks at it.
        }

        foreach (string line in shown.Split('\n')) output.WriteLine($"    {line.TrimEnd('\r')}");
    }
}
