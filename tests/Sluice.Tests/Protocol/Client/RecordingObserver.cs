using System.Text;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Writes down what it sees, and stops the stream when a word was seen.</summary>
sealed class RecordingObserver(string? stopAt = null) : ChunkObserver
{
    /// <summary>One line a chunk: c content, r reasoning, t tool-call deltas.</summary>
    public List<string> Seen { get; } = [];

    public List<long> Timestamps { get; } = [];

    public override ChunkVerdict Observe(in ReplyChunk chunk)
    {
        var line = new StringBuilder();
        if (chunk.Content.Length > 0)
            line.Append("c:").Append(Encoding.UTF8.GetString(chunk.Content));
        if (chunk.Reasoning.Length > 0)
            line.Append("r:").Append(Encoding.UTF8.GetString(chunk.Reasoning));
        for (var index = 0; index < chunk.ToolCalls.Count; index++)
        {
            var delta = chunk.ToolCalls[index];
            line.Append("t:").Append(delta.Index).Append(Encoding.UTF8.GetString(delta.Id)).Append('/')
                .Append(Encoding.UTF8.GetString(delta.Name)).Append('/').Append(Encoding.UTF8.GetString(delta.Arguments));
        }
        Seen.Add(line.ToString());
        Timestamps.Add(chunk.Timestamp);
        return stopAt is not null && line.ToString().Contains(stopAt, StringComparison.Ordinal)
            ? ChunkVerdict.Stop(new Failure(FailureReason.SchemaMismatch, "saw " + stopAt))
            : ChunkVerdict.Continue;
    }
}
