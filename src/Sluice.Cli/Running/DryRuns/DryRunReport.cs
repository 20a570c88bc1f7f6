using Sluice.Pipeline.Previewing;
using Sluice.Pipeline.Sources;

namespace Sluice.Cli.Running.DryRuns;

/// <summary>What a dry run saw.</summary>
internal sealed record DryRunReport
{
    /// <summary>Characters a token has in English text, about; used where the server does not count.</summary>
    public const double CharactersPerToken = 4;

    /// <summary>Records looked at.</summary>
    public int Read { get; init; }

    /// <summary>Records of the input; null when that is not known.</summary>
    public long? Total { get; init; }

    /// <summary>Of those looked at, the ones that cannot be asked about.</summary>
    public int Unaskable { get; init; }

    public string? FirstProblem { get; init; }

    /// <summary>The first requests.</summary>
    public IReadOnlyList<(SourceRecord Record, PreviewedRequest Request, int Tokens)> Requests { get; init; } = [];

    /// <summary>Requests written.</summary>
    public int Written { get; init; }

    /// <summary>Prompt tokens of all that were written.</summary>
    public long PromptTokens { get; init; }

    /// <summary>Of the requests written, those in which another answer stands in for that of an earlier step, which is not there.</summary>
    public int WithStandIns { get; init; }

    /// <summary>The steps whose answers were stood in for.</summary>
    public IReadOnlyList<string> StoodInFor { get; init; } = [];

    /// <summary>Whether tokens are taken from characters, since the server did not count.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>Prompt tokens of a record; null when none could be asked about.</summary>
    public double? Mean => Written == 0 ? null : (double)PromptTokens / Written;

    /// <param name="counted">By the server; null when it does not count.</param>
    /// <param name="standIns">The steps whose answers are not there.</param>
    public DryRunReport With(SourceRecord record, PreviewedRequest request, IReadOnlyList<string> standIns, int? counted, bool keep)
    {
        int tokens = counted ?? (int)Math.Ceiling(request.Messages.Sum(message => message.Content.Length) / CharactersPerToken);
        return this with
        {
            Written = Written + 1,
            WithStandIns = WithStandIns + (standIns.Count > 0 ? 1 : 0),
            StoodInFor = [.. StoodInFor.Union(standIns)],
            PromptTokens = PromptTokens + tokens,
            IsEstimated = IsEstimated || counted is null,
            Requests = keep ? [.. Requests, (record, request, tokens)] : Requests,
        };
    }
}
