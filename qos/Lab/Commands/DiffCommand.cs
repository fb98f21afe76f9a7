using System.CommandLine;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Commands;

/// <summary><c>diff A B</c>: what differs between two reports.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> one = new("A") { Description = "A report.json, or the folder it lies in" };
        Argument<string> other = new("B") { Description = "Another" };
        Command command = new("diff", "Says what differs between two reports; ends with 1 where anything does.") { one, other };
        command.SetAction(parsed =>
        {
            IReadOnlyList<string> lines = ReportDiff.Between(
                ReportFile.Read(parsed.GetValue(one)!), ReportFile.Read(parsed.GetValue(other)!));
            foreach (string line in lines)
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return lines.Count == 0 ? LabExit.Done : LabExit.Failed;
        });
        return command;
    }
}
