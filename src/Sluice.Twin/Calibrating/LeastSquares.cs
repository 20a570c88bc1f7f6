namespace Sluice.Twin.Calibrating;

/// <summary>
/// Levenberg–Marquardt within bounds: damped Gauss–Newton steps, cut at the bounds, with parameters that lie on a bound and
/// want to leave it held there for the step (Marquardt 1963; the projection as in Kanzow, Yamashita and Fukushima 2004).
/// </summary>
static class LeastSquares
{
    const int MaxIterations = 60;
    const double Enough = 1e-9;        // relative fall of the sum of squares at which to stop
    const double Difference = 1e-3;    // of the forward difference; parameters are logarithms, so a tenth of a per cent

    /// <summary>Fills the residuals at a point. <paramref name="changed"/> is the one parameter that differs from the last full call, or −1 for all.</summary>
    public delegate void Residuals(ReadOnlySpan<double> point, int changed, Span<double> residuals);

    /// <returns>The point and J of the residuals there, by row.</returns>
    public static (double[] Point, double[][] Jacobian) Minimize(Residuals residuals, int count, double[] start, double[] low, double[] high)
    {
        var point = start.Select((value, i) => Math.Clamp(value, low[i], high[i])).ToArray();
        var at = new double[count];
        residuals(point, -1, at);
        var damping = 1e-3;
        var jacobian = Jacobian(residuals, point, at, high);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (trial, trialAt, better) = Step(residuals, point, at, jacobian, low, high, ref damping);
            if (!better) break;
            var fall = 1 - Squares(trialAt) / Squares(at);
            (point, at) = (trial, trialAt);
            jacobian = Jacobian(residuals, point, at, high);
            if (fall < Enough) break;
        }

        return (point, jacobian);
    }

    static (double[] Point, double[] At, bool Better) Step(Residuals residuals, double[] point, double[] at, double[][] jacobian, double[] low, double[] high, ref double damping)
    {
        var n = point.Length;
        var gradient = new double[n];
        for (var i = 0; i < n; i++) gradient[i] = Dot(jacobian[i], at);
        var held = Enumerable.Range(0, n).Select(i => (point[i] <= low[i] && gradient[i] > 0) || (point[i] >= high[i] && gradient[i] < 0)).ToArray();
        for (; damping < 1e12; damping *= 4)
        {
            var matrix = Normal(jacobian, held, damping);
            var step = Cholesky.Solve(matrix, [.. gradient.Select((value, i) => held[i] ? 0 : -value)]);
            var trial = point.Select((value, i) => Math.Clamp(value + step[i], low[i], high[i])).ToArray();
            var trialAt = new double[at.Length];
            residuals(trial, -1, trialAt);
            if (!(Squares(trialAt) < Squares(at))) continue;
            damping = Math.Max(1e-9, damping / 6);
            return (trial, trialAt, true);
        }

        return (point, at, false);
    }

    /// <summary>One array per parameter: by how much each residual changes with it.</summary>
    static double[][] Jacobian(Residuals residuals, double[] point, double[] at, double[] high)
    {
        var columns = new double[point.Length][];
        var moved = (double[])point.Clone();
        for (var i = 0; i < point.Length; i++)
        {
            var difference = point[i] + Difference > high[i] ? -Difference : Difference;
            moved[i] = point[i] + difference;
            var column = (double[])at.Clone();
            residuals(moved, i, column);
            for (var row = 0; row < column.Length; row++) column[row] = (column[row] - at[row]) / difference;
            columns[i] = column;
            moved[i] = point[i];
        }

        return columns;
    }

    static double[,] Normal(double[][] jacobian, bool[] held, double damping)
    {
        var n = jacobian.Length;
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = held[i] || held[j] ? (i == j ? 1 : 0) : Dot(jacobian[i], jacobian[j]);
            matrix[i, i] *= 1 + damping;
        }

        return matrix;
    }

    public static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    static double Squares(double[] values) => Dot(values, values);
}
