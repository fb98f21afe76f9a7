using System.Text.RegularExpressions;

namespace Streaming.House.Tests;

/// <summary>What the code looks like, whoever wrote it.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 300;
    private const int MostLinesOfAMethod = 60;
    private const int MostColumns = 140;

    [Fact]
    public void No_file_of_the_product_is_one_that_nobody_likes_to_open() => None(
        from file in SourceFile.All
        where !file.IsTest && file.Lines.Length > MostLines
        select $"{file.Path}: {file.Lines.Length} lines");

    [Fact]
    public void No_line_runs_off_the_page() => None(
        from file in SourceFile.All
        from line in file.Lines.Index()
        where line.Item.Length > MostColumns && !Transcript().IsMatch(line.Item)
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} columns");

    [Fact]
    public void A_namespace_is_a_folder() => None(
        from file in SourceFile.All
        let declared = file.Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)
        let expected = Expected(file)

        // A program's first file has statements and no namespace.
        where declared is null ? !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) : declared.Groups[1].Value != expected
        select $"{file.Path}: {declared?.Groups[1].Value ?? "no namespace"} instead of {expected}");

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_after_it() => None(
        from file in SourceFile.All
        where !file.IsTest
        let types = file.Lines.SelectMany(line => PublicType().Matches(line)).Select(match => match.Groups[1].Value).ToList()
        where types.Count > 1 || (types.Count == 1 && types[0] != Path.GetFileNameWithoutExtension(file.Path))
        select $"{file.Path}: {string.Join(", ", types)}");

    [Fact]
    public void A_method_fits_on_a_screen() => None(SourceFile.All.Where(file => !file.IsTest).SelectMany(LongMembers));

    [Fact]
    public void Partial_classes_hide_no_size() => None(
        from file in SourceFile.All
        from line in file.Lines
        let match = PartialType().Match(line)
        where match.Success
        group file.Path by $"{Path.GetDirectoryName(file.Path)}: {match.Groups[1].Value}" into parts
        where parts.Count() > 1
        select $"{parts.Key} in {string.Join(", ", parts)}");

    [Fact]
    public void Every_suppression_says_why() => None(
        from file in SourceFile.All
        from line in file.Lines.Index()
        where line.Item.Contains("#pragma warning disable") && !line.Item.Contains("//") && !file.IsTest
        select $"{file.Path}:{line.Index + 1}: {line.Item.Trim()}");

    /// <summary>Members of a type begin and end with a brace behind four blanks; nested types are looked into by nobody but their
    /// readers.</summary>
    private static IEnumerable<string> LongMembers(SourceFile file)
    {
        int start = -1;
        for (int i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i] == "    {")
                start = i;
            if (file.Lines[i].StartsWith("    }", StringComparison.Ordinal) && start >= 0)
            {
                if (i - start - 1 > MostLinesOfAMethod && !AnyType().IsMatch(file.Lines[start - 1]))
                    yield return $"{file.Path}:{start}: {file.Lines[start - 1].Trim()} has {i - start - 1} lines";
                start = -1;
            }
        }
    }

    private static string Expected(SourceFile file)
    {
        (string project, string folder) = file.Place;
        string root = $"Streaming.{Path.GetFileNameWithoutExtension(project)}";
        return folder.Length == 0 ? root : $"{root}.{folder.Replace('/', '.')}";
    }

    private static void None(IEnumerable<string> offences)
    {
        string all = string.Join('\n', offences);
        Assert.True(all.Length == 0, all);
    }

    /// <summary>What went over the wire, in a test: client and server in turn. Its lines are as long as they were.</summary>
    [GeneratedRegex(@"^\s*[CS]: ")]
    private static partial Regex Transcript();

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^public (?:[\w]+ )*?(?:class|struct|interface|enum|record struct|record class|record) (\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\bpartial (?:class|struct|record|interface) (\w+)")]
    private static partial Regex PartialType();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\b")]
    private static partial Regex AnyType();
}
