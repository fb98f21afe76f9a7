using System.Text.RegularExpressions;
using Streaming.Testing;

namespace Streaming.House.Tests;

/// <summary>What lies where, and what must not lie anywhere.</summary>
public sealed class TreeTests
{
    private static readonly string[] Rooms = ["codecs", "player", "qos", "samples", "server", "tests"];

    /// <summary>Text that people write; media and other data may hold any bytes.</summary>
    private static readonly string[] TextFiles =
    [
        ".cs", ".csproj", ".props", ".targets", ".md", ".sln", ".json", ".yml", ".yaml", ".txt", ".sh", "",
    ];

    [Fact]
    public void Every_room_says_what_lives_there()
    {
        Assert.Contains("README.md", SourceFile.Paths);
        Assert.All(Rooms, room => Assert.Contains($"{room}/README.md", SourceFile.Paths));
    }

    [Fact]
    public void There_are_no_rooms_the_plan_does_not_know() => Assert.Empty(
        SourceFile.Paths.Where(path => path.Contains('/')).Select(path => path[..path.IndexOf('/')]).Distinct().Except(Rooms));

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on()
    {
        // Put together from halves, so that this file does not name one itself.
        Regex machine = new("/" + @"(work|Users|home/(?!user\b|me\b|\$)[a-z]\w+)/|[A-Z]:\\" + @"Users|/root" + "/");
        Assert.Empty(
            from path in SourceFile.Paths
            where TextFiles.Contains(Path.GetExtension(path))
            from line in SourceFile.Read(path).Lines.Index()
            where machine.IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}");
    }

    [Fact]
    public void Standards_are_cited_in_one_form()
    {
        // "RFC 3550 §5.1": with a blank, not "RFC3550" nor "RFC-3550", nor "section 5.1".
        Regex sloppy = new(@"\bRFC-?\d{3,}|\bRFC \d+,? [Ss]ection");
        Assert.Empty(
            from file in SourceFile.All
            from line in file.Lines.Index()
            where sloppy.IsMatch(line.Item) && file.Path != "tests/House.Tests/TreeTests.cs"
            select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}");
    }

    [Fact]
    public void The_root_is_found_from_wherever_the_tests_run() => Assert.True(File.Exists(Path.Combine(Repository.Root, "Streaming.sln")));
}
