using System.Security.Cryptography;
using Streaming.Lab.Commands;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Tests.Commands;

/// <summary>The scenarios that come with the project. Those marked short are played here; './run lab all' plays them all.</summary>
public sealed class ReadyScenarioTests
{
    public static TheoryData<string> SoonOver => [.. Files.Where(file => file.IsShort).Select(file => file.Name)];

    private static IEnumerable<ScenarioFile> Files => ReadyScenarios.Files().Select(path =>
    {
        ScenarioFile? file = ScenarioReader.Read(path, out IReadOnlyList<ScenarioMistake> mistakes);
        Assert.Empty(mistakes);
        return file!;
    });

    [Fact]
    public void There_is_one_for_each_thing_that_the_lab_is_for()
    {
        string readme = File.ReadAllText(Path.Combine(ReadyScenarios.Folder, "README.md"));
        Assert.Equal(12, Files.Count());
        Assert.All(Files, file => Assert.Contains($"[{file.Name}]({file.Name}.yml)", readme));
        Assert.All(Files, file => Assert.NotEmpty(file.Description));
        Assert.All(Files, file => Assert.True(file.Expectations.Count > 1, file.Name));
    }

    [Theory, MemberData(nameof(SoonOver))]
    public async Task What_a_short_one_expects_holds_and_its_report_is_the_same_however_it_is_played(string name)
    {
        ScenarioFile file = Files.First(file => file.Name == name);
        LabReport alone = await PlayAsync(file, 1), together = await PlayAsync(file, 4);
        Assert.All(alone.Expectations, one => Assert.True(one.IsMet, $"{one.Text}: {one.Found}"));
        Assert.All(alone.Runs.SelectMany(run => run.Checks), check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        Assert.Equal(Hash(alone), Hash(together));
    }

    private static Task<LabReport> PlayAsync(ScenarioFile file, int threads)
    {
        Laboratory laboratory = new(new VirtualPlayer(isExact: false));
        return laboratory.RunAsync(file, new() { Threads = threads }, TestContext.Current.CancellationToken);
    }

    private static string Hash(LabReport report) => Convert.ToHexString(SHA256.HashData(ReportJson.Write(report)));
}
