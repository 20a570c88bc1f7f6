using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>A statement that is prepared once and run many times. Parameters are <c>$1</c>, <c>$2</c> … in order.</summary>
internal sealed class SqliteStatement : IDisposable
{
    readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${number}" });
    }

    public SqliteStatement With(params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return this;
    }

    public object? Scalar() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    public void Run() => command.ExecuteNonQuery();

    public SqliteDataReader Rows() => command.ExecuteReader();

    public void Dispose() => command.Dispose();
}
