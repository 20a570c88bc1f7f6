using System.Buffers;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>Writes answers and failures in the form of an output.</summary>
/// <param name="isBatch">Whether the answers are whole responses to the requests of a batch file.</param>
/// <param name="fields">Names of the record's fields that go into a line of answers.</param>
internal sealed class OutputLines(OutputFormat format, bool isBatch, IReadOnlyList<string> fields)
{
    /// <summary>As <see cref="AnswerLine"/>; a batch line has the last step's answer.</summary>
    public void Write(IBufferWriter<byte> output, IReadOnlyList<string> steps, IReadOnlyList<StoredAnswer> row)
    {
        if (format == OutputFormat.OpenAiBatch) BatchResultLine.Write(output, row[^1], isBatch);
        else AnswerLine.Write(output, steps, row, fields);
    }

    public void Write(IBufferWriter<byte> output, StoredFailure row)
    {
        if (format == OutputFormat.OpenAiBatch) BatchResultLine.Write(output, row);
        else FailureLine.Write(output, row);
    }
}
