using System.Globalization;

namespace Sluice.Benchmarks.Runs.Short;

/// <summary>A job of short records for the bundled model: some forty words read, a handful of tokens written.</summary>
internal static class ShortJob
{
    const int Seed = 7;

    static readonly string[] Subjects = ["The app", "My parcel", "The invoice", "Your courier", "The new menu", "The login page", "The second chair", "Our subscription", "The heater", "The refund"];
    static readonly string[] Events = ["did not arrive", "stopped working", "came a day early", "was charged twice", "looks better than before", "is missing a screw", "crashes when I save", "was easy to set up", "has the wrong colour", "still waits for an answer"];
    static readonly string[] Ends = ["Please help.", "Thank you!", "What now?", "I am not happy.", "No hurry.", "This is the third time.", "I would buy it again.", "Call me tomorrow."];

    /// <returns>The pipeline file.</returns>
    public static string Write(string folder, int records)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(Seed);
        using (var file = File.CreateText(Path.Combine(folder, "data.jsonl")))
        {
            for (var n = 0; n < records; n++)
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"r{n}\",\"text\":\"{Pick(Subjects)} of order {random.Next(1000, 9999)} {Pick(Events)}. {Pick(Subjects)} {Pick(Events)}. {Pick(Ends)}\"}}\n"));
        }

        var pipeline = Path.Combine(folder, "pipeline.yaml");
        File.WriteAllText(pipeline, """
            name: short
            input: { path: data.jsonl, id: "$.id" }
            steps:
              sort:
                system: "Sort the customer's message: its topic, its mood, and whether somebody must answer today."
                prompt: "{{ text }}"
                schema:
                  type: object
                  properties: { topic: { enum: [delivery, payment, product, account] }, mood: { enum: [good, neutral, bad] }, today: { type: boolean } }
                  required: [topic, mood, today]
                  additionalProperties: false
                max_tokens: 60
            output: { path: out/answers.jsonl }
            """);
        return pipeline;

        string Pick(string[] among) => among[random.Next(among.Length)];
    }
}
