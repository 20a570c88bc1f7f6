using System.Buffers;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Output;

/// <summary>Writes what a store holds of a step, at any time and in bounded memory.</summary>
public static class RunExport
{
    const int Flush = 64 * 1024; // bytes gathered before they are written

    /// <summary>The answers, each with where it came from. Returns how many.</summary>
    public static long Answers(SqliteRunHistory history, StepHistory step, ExportFormat format, ExportOrder order, Stream output)
    {
        if (format == ExportFormat.Csv) return AnswerRows(history, step, order, output);

        var isBody = StepConfig.IsBatch(step.Config);
        return Lines(history.Answers(step.Step, order == ExportOrder.Input, withFields: false), (buffer, row) =>
        {
            if (format == ExportFormat.OpenAiBatch) BatchResultLine.Write(buffer, row.Answer, isBody);
            else AnswerLine.Write(buffer, [step.Name], [row.Answer], []);
        }, output);
    }

    /// <summary>The failed records, each with its reason and the last response. Returns how many.</summary>
    public static long Failures(SqliteRunHistory history, StepHistory step, ExportFormat format, ExportOrder order, Stream output)
    {
        var rows = history.Failures(step.Step, order == ExportOrder.Input);
        return format == ExportFormat.Csv
            ? Csv(["id", "place", "reason", "detail", "attempts", "response"], rows.Select(row => (string?[])[row.Key, row.Place, row.Failure.Reason, row.Failure.Detail, CsvText.Of(row.Attempts), row.Response]), output)
            : Lines(rows, format == ExportFormat.OpenAiBatch ? BatchResultLine.Write : FailureLine.Write, output);
    }

    static long AnswerRows(SqliteRunHistory history, StepHistory step, ExportOrder order, Stream output)
    {
        var rows = new AnswerRows(AnswerColumns.Of(step.Config) is { IsOpen: false } columns ? columns.Names : AnswerColumns.Found(history, step));
        return Csv(rows.Header, history.Answers(step.Step, order == ExportOrder.Input, withFields: false).Select(row => rows.Of(row.Answer)), output);
    }

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
