namespace Sluice.Bench.Reporting.Charts;

/// <summary>The shapes of marks: series are told apart without their colours.</summary>
static class ChartMarker
{
    static readonly string[] Paths =
    [
        "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", // circle
        "M-4.2-4.2h8.4v8.4h-8.4z",                      // square
        "M0-5.6 5.2 3.8-5.2 3.8z",                      // triangle
        "M0-6 5 0 0 6-5 0z",                            // diamond
        "M0 5.6 5.2-3.8-5.2-3.8z",                      // triangle that points down
        "M-6-1.8h4.2V-6h3.6v4.2H6v3.6H1.8V6h-3.6V1.8H-6z", // cross
    ];

    /// <summary>Around the origin; further ones begin anew.</summary>
    public static string Path(int marker) => Paths[marker % Paths.Length];
}
