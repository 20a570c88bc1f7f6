using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Writes the journal. Used by one task at a time.</summary>
internal sealed class SqliteJournal(SqliteConnection connection) : IDisposable
{
    readonly SqliteStatement saveRecord = new(connection, """
        INSERT INTO record (run, key, key_is_number, ordinal, place, input_hash, payload) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (run, key) DO UPDATE SET key_is_number = excluded.key_is_number, ordinal = excluded.ordinal,
          place = excluded.place, input_hash = excluded.input_hash, payload = excluded.payload, gone = 0
        RETURNING id
        """, 7);

    readonly SqliteStatement addAttempt = new(connection, """
        INSERT INTO attempt (step, record, input_hash, number, reason, detail, final, started_at, first_token_ms, total_ms, backend, model,
          finish_reason, http_status, prompt_tokens, completion_tokens, cached_tokens, request_hash, request, response, overrides)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        RETURNING id
        """, 21);

    readonly SqliteStatement addResult = new(connection, """
        INSERT INTO result (step, record, input_hash, attempt, answer, spans) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (step, record, input_hash) DO NOTHING
        """, 6);

    public void Commit(StoredStep step, IReadOnlyList<JournalEntry> entries)
    {
        using var transaction = SqliteWork.Begin(connection);
        foreach (var entry in entries) Add(step, entry);
        transaction.Commit();
    }

    public void Dispose()
    {
        saveRecord.Dispose();
        addAttempt.Dispose();
        addResult.Dispose();
    }

    void Add(StoredStep step, JournalEntry entry)
    {
        var record = entry.Record;
        var hash = record.InputHash.ToArray();
        var recordId = saveRecord.With(step.RunId, record.Key, record.KeyIsNumber, record.Ordinal, record.Place.ToString(), hash, Payload(record)).Scalar();
        if (entry.EarlierAttempt is { } earlier) Accept(earlier);
        if (entry.Attempt is not { } attempt) return;

        Accept(addAttempt.With(
            step.StepId, recordId, hash, attempt.Number, attempt.Reason, attempt.Detail, attempt.IsFinal, attempt.StartedAt?.ToUnixTimeMilliseconds(),
            attempt.FirstToken?.TotalMilliseconds, attempt.Total?.TotalMilliseconds, attempt.Backend, attempt.Model,
            attempt.FinishReason, attempt.HttpStatus, attempt.PromptTokens, attempt.CompletionTokens, attempt.CachedTokens,
            attempt.RequestHash?.ToArray(), Body(attempt.Request), Body(attempt.Response), attempt.Overrides).Scalar());

        void Accept(object? attemptId)
        {
            if (entry.Answer is { } answer) addResult.With(step.StepId, recordId, hash, attemptId, answer.Json, answer.Spans).Run();
        }
    }

    static byte[]? Payload(SourceRecord record) => record.Fault is null ? Compressed.Of(record.Fields.GetRawText()) : null;

    static byte[]? Body(string? text) => text is null ? null : Compressed.Of(text);
}
