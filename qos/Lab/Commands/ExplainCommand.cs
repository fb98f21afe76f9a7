using System.CommandLine;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Commands;

/// <summary><c>explain REPORT SESSION</c>: why a picture broke, or why a session was refused.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        Argument<string> report = new("REPORT") { Description = "A report.json, or the folder it lies in" };
        Argument<string> session = new("SESSION") { Description = "Its id, such as home.17; of several runs without/home.17" };
        Command command = new("explain", "Says in plain words what became of a session, and why.") { report, session };
        command.SetAction(parsed =>
        {
            IReadOnlyList<string>? lines = Explanation.Of(
                ReportFile.Read(parsed.GetValue(report)!), parsed.GetValue(session)!, out string mistake);
            foreach (string line in lines ?? throw new LabUsageException(mistake))
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return LabExit.Done;
        });
        return command;
    }
}
