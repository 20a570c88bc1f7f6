using System.Buffers;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Output;

/// <summary>Writes what a store holds of a step, at any time and in bounded memory.</summary>
public static class RunExport
{
    const int Flush = 64 * 1024; // bytes gathered before they are written

    /// <summary>The answers, each with where it came from; of several steps, the records that all of them have answered. Returns how many.</summary>
    /// <param name="fields">Names of the record's fields that go into a line.</param>
    public static long Answers(SqliteRunHistory history, IReadOnlyList<StepHistory> steps, ExportFormat format, ExportOrder order, IReadOnlyList<string> fields, Stream output)
    {
        StoredStep[] stored = [.. steps.Select(step => step.Step)];
        var rows = steps is [var one] ? history.Answers(one.Step, order == ExportOrder.Input, withFields: false).Select(row => (IReadOnlyList<StoredAnswer>)[row.Answer]) : history.Answers(stored, order == ExportOrder.Input);
        if (format == ExportFormat.Csv)
        {
            var table = new AnswerRows([.. steps.Select(step => (step.Name, KeysOf(history, step)))], fields);
            return Csv(table.Header, rows.Select(table.Of), output);
        }

        string[] names = [.. steps.Select(step => step.Name)];
        var isBody = StepConfig.IsBatch(steps[^1].Config);
        return Lines(rows, (buffer, row) =>
        {
            if (format == ExportFormat.OpenAiBatch) BatchResultLine.Write(buffer, row[^1], isBody);
            else AnswerLine.Write(buffer, names, row, fields);
        }, output);
    }

    /// <summary>The failed records, each with its reason and the last response; of several steps one after the other. Returns how many.</summary>
    public static long Failures(SqliteRunHistory history, IReadOnlyList<StepHistory> steps, ExportFormat format, ExportOrder order, Stream output)
    {
        var rows = steps.SelectMany(step => history.Failures(step.Step, order == ExportOrder.Input).Select(row => steps.Count == 1 ? row : row with { Step = step.Name }));
        if (format != ExportFormat.Csv) return Lines(rows, format == ExportFormat.OpenAiBatch ? BatchResultLine.Write : FailureLine.Write, output);

        string[] step = steps.Count == 1 ? [] : ["step"];
        return Csv(["id", .. step, "place", "reason", "detail", "attempts", "response"], rows.Select(row => (string?[])
            [row.Key, .. step.Select(_ => row.Step), row.Place, row.Failure.Reason, row.Failure.Detail, CsvText.Of(row.Attempts), row.Response]), output);
    }

    static IReadOnlyList<string> KeysOf(SqliteRunHistory history, StepHistory step) =>
        AnswerColumns.Of(step.Config) is { IsOpen: false } columns ? columns.Names : AnswerColumns.Found(history, step);

    static long Lines<T>(IEnumerable<T> rows, Action<IBufferWriter<byte>, T> write, Stream output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        long count = 0;
        foreach (var row in rows)
        {
            write(buffer, row);
            buffer.Write("\n"u8);
            count++;
            if (buffer.WrittenCount < Flush) continue;
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }

        output.Write(buffer.WrittenSpan);
        return count;
    }

    static long Csv(IReadOnlyList<string?> header, IEnumerable<IReadOnlyList<string?>> rows, Stream output) =>
        Lines(rows.Prepend(header), (buffer, row) => CsvText.Write(buffer, row), output) - 1;
}
