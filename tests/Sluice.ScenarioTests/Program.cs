using Sluice.ScenarioTests.Pipeline.Killing;

// The tests start this program themselves, as a run that dies at a chosen point. By hand it runs a whole campaign:
//   dotnet exec Sluice.ScenarioTests.dll campaign RECORDS KILLS SEED
return args switch
{
    ["die", var pipeline, var url, var point, var commit] => await DyingRun.RunAsync(pipeline, new Uri(url), Enum.Parse<KillPoint>(point), int.Parse(commit, null)),
    ["campaign", var records, var kills, var seed] => await CampaignProgram.RunAsync(int.Parse(records, null), int.Parse(kills, null), int.Parse(seed, null)),
    _ => 2,
};
