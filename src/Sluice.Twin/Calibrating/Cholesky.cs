namespace Sluice.Twin.Calibrating;

/// <summary>Solves and inverts small symmetric positive definite systems.</summary>
static class Cholesky
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var factor = Factor(matrix);
        var n = right.Length;
        var solution = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) solution[i] -= factor[i, j] * solution[j];
            solution[i] /= factor[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++) solution[i] -= factor[j, i] * solution[j];
            solution[i] /= factor[i, i];
        }

        return solution;
    }

    public static double[,] Invert(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var inverse = new double[n, n];
        for (var column = 0; column < n; column++)
        {
            var unit = new double[n];
            unit[column] = 1;
            var solved = Solve(matrix, unit);
            for (var row = 0; row < n; row++) inverse[row, column] = solved[row];
        }

        return inverse;
    }

    static double[,] Factor(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var factor = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) sum -= factor[i, k] * factor[j, k];
                if (i == j && sum <= 0) throw new InvalidOperationException("the matrix is not positive definite: a parameter has neither data nor a prior");
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }
}
