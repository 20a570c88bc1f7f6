using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>A run's store, read as another program would between two kills.</summary>
sealed class CampaignStore(string path)
{
    /// <summary>Keys with an accepted answer; a key with two stands twice.</summary>
    public async Task<List<string>> AnsweredAsync()
    {
        await SqliteRunStore.Open(path).DisposeAsync(); // recovers what the kill left, and loads the library
        return Read("SELECT r.key FROM result x JOIN record r ON r.id = x.record");
    }

    /// <summary>Keys whose last attempt gave them up, and that have no answer.</summary>
    public List<string> DeadLetters() => Read("""
        SELECT r.key FROM record r WHERE NOT EXISTS (SELECT 1 FROM result x WHERE x.record = r.id)
          AND (SELECT a.final FROM attempt a WHERE a.record = r.id ORDER BY a.id DESC LIMIT 1) = 1
        """);

    public int Retries() => int.Parse(Read("SELECT cast(count(*) AS TEXT) FROM attempt WHERE reason IS NOT NULL")[0], null);

    /// <summary>"ok", or what is wrong with the file.</summary>
    public string Integrity() => string.Join("; ", Read("PRAGMA integrity_check"));

    List<string> Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read()) values.Add(rows.GetString(0));
        return values;
    }
}
