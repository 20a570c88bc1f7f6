using System.Buffers;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Output;

/// <summary>Writes what a store holds of a step, at any time and in bounded memory.</summary>
public static class RunExport
{
    const int Flush = 64 * 1024; // bytes gathered before they are written

    /// <summary>The answers as the lines of a run's output. Returns how many.</summary>
    public static long AnswerLines(SqliteRunHistory history, StepHistory step, ExportOrder order, Stream output) =>
        Lines(history.Answers(step.Step, order == ExportOrder.Input, withFields: false), (buffer, row) => AnswerLine.Write(buffer, [step.Name], [row.Answer], []), output);

    /// <summary>The failed records as the lines of a run's failures. Returns how many.</summary>
    public static long FailureLines(SqliteRunHistory history, StepHistory step, ExportOrder order, Stream output) =>
        Lines(history.Failures(step.Step, order == ExportOrder.Input), FailureLine.Write, output);

    /// <summary>The answers as CSV with a header. Returns how many.</summary>
    public static long AnswerRows(SqliteRunHistory history, StepHistory step, ExportOrder order, Stream output)
    {
        var rows = new AnswerRows(AnswerColumns.Of(step.Config) is { IsOpen: false } columns ? columns.Names : AnswerColumns.Found(history, step));
        return Csv(rows.Header, history.Answers(step.Step, order == ExportOrder.Input, withFields: false).Select(row => rows.Of(row.Answer)), output);
    }

    /// <summary>The failed records as CSV with a header. Returns how many.</summary>
    public static long FailureRows(SqliteRunHistory history, StepHistory step, ExportOrder order, Stream output) =>
        Csv(["id", "place", "reason", "detail", "attempts", "response"],
            history.Failures(step.Step, order == ExportOrder.Input).Select(row => (string?[])[row.Key, row.Place, row.Failure.Reason, row.Failure.Detail, CsvText.Of(row.Attempts), row.Response]), output);

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
