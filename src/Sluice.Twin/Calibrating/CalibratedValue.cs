namespace Sluice.Twin.Calibrating;

/// <summary>One parameter of the twin with its uncertainty.</summary>
/// <param name="Name">A name of <see cref="ParameterNames"/>, with the model after a colon where it belongs to one.</param>
/// <param name="LogSd">Standard deviation of the logarithm: 0.05 is about ±5 %.</param>
public sealed record CalibratedValue(string Name, double Value, string Unit, double LogSd, ValueOrigin Origin);
