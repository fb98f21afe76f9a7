using Streaming.Testing;

namespace Streaming.House.Tests;

/// <summary>A project exists where a reference must be forbidden; these are the ones that are allowed.</summary>
public sealed class ProjectTests
{
    private static readonly string[] Rooms = ["codecs", "player", "qos", "server"];
    private static readonly string[] Cores = ["Primitives", "Formats", "Qos", "Emulation", "Server", "Player"];

    /// <summary>Arrows point one way: Primitives ← Formats, Qos ← Server, Player ← shells. Server and player meet only on the
    /// wire, and in the lab, which sees everything and is seen by none.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Primitives"] = [],
        ["Formats"] = ["Primitives"],
        ["Ffmpeg"] = ["Formats"],
        ["Qos"] = ["Primitives"],
        ["Emulation"] = ["Qos"],
        ["Server"] = ["Formats", "Qos"],
        ["Server.Host"] = ["Ffmpeg", "Server"],
        ["Player"] = ["Formats", "Qos"],
        ["Player.Client"] = ["Player"],
        ["Player.Desktop"] = ["Ffmpeg", "Player.Client"],
        ["Lab"] = ["Emulation", "Player.Client", "Server.Host"],
    };

    [Fact]
    public void Projects_refer_to_each_other_as_the_plan_of_the_house_allows()
    {
        IEnumerable<Project> products = Project.All.Values.Where(project => Rooms.Contains(project.Path[..project.Path.IndexOf('/')]));
        Assert.Equal(
            Allowed.OrderBy(each => each.Key).Select(each => $"{each.Key} → {string.Join(", ", each.Value)}"),
            products.OrderBy(each => each.Name).Select(each => $"{each.Name} → {string.Join(", ", each.References)}"));
    }

    [Fact]
    public void Cores_and_only_cores_are_kept_from_clocks_dice_sockets_files_and_threads() => Assert.Equal(
        Cores.Order(), Project.All.Values.Where(project => project.IsCore).Select(project => project.Name).Order());

    [Fact]
    public void Products_know_nothing_of_their_tests() => Assert.All(
        Project.All.Values.Where(project => !project.Path.StartsWith("tests/", StringComparison.Ordinal)),
        project => Assert.DoesNotContain(project.References, name => name.EndsWith("Tests") || name == "Testing"));

    [Fact]
    public void Every_project_is_in_the_solution_and_takes_its_package_versions_from_one_place()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Streaming.sln")).Replace('\\', '/');
        Assert.All(Project.All.Values.Where(project => !project.Path.StartsWith("samples/", StringComparison.Ordinal)), project =>
        {
            Assert.Contains(project.Path, solution);
            Assert.False(project.HasVersions, $"{project.Path} names a package version; Directory.Packages.props is the place");
        });
    }
}
