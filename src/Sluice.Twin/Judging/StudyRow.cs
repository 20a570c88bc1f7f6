using Sluice.Twin.Calibrating;

namespace Sluice.Twin.Judging;

/// <summary>One test of the twin: fitted on some cells, judged on others.</summary>
/// <param name="Goal">The most the mean error may be, as a share; null where none is set.</param>
public sealed record StudyRow(string Test, int Trained, CellErrors Errors, double? Goal)
{
    public bool? Met => Goal is { } goal ? Errors.MeanAbsolute <= goal : null;
}
