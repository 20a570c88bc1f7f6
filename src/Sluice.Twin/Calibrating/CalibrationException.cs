namespace Sluice.Twin.Calibrating;

/// <summary>Cells that cannot be calibrated on; every problem at once, a line each.</summary>
public sealed class CalibrationException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
