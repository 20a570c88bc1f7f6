using System.Globalization;

namespace Sluice.Pipeline.Configuration;

/// <summary>One thing that is wrong in a pipeline file or in a file it names.</summary>
/// <param name="File">Path, as people typed it or as it follows from what they typed.</param>
/// <param name="Line">From 1; null when the whole file is meant.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Allowed">What could stand there instead; null when the message says all.</param>
public sealed record PipelineProblem(string File, long? Line, string Message, string? Allowed = null)
{
    public override string ToString()
    {
        var place = Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}") : File;
        return Allowed is null ? $"{place}: {Message}" : $"{place}: {Message}; allowed: {Allowed}";
    }
}
