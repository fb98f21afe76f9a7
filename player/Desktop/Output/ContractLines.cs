using System.Globalization;
using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Output;

/// <summary>What was agreed on, and whether it was kept, a line each.</summary>
internal static class ContractLines
{
    public static void Write(TextWriter output, ReceiverReport report)
    {
        // Setting up several streams takes several contracts; those under which nothing came are of no interest.
        ContractReport[] contracts = [.. report.Contracts.Where((one, i) => one.Packets > 0 || i == report.Contracts.Count - 1)];
        foreach (ContractReport contract in contracts)
            output.WriteLine(Line(contract));
        if (report.Windows is { } windows && contracts.Length > 0)
            output.WriteLine(Windows(windows));
    }

    private static string Line(ContractReport contract)
    {
        string point = contract.Point is { } name ? $"{ReportTable.Clean(name)}, " : "";
        string reason = contract.Reason.Length > 0 ? $" ({ReportTable.Clean(contract.Reason)})" : "";
        string verdict = contract.IsKept
            ? "kept"
            : $"not kept: {string.Join("; ", contract.Terms.Where(term => !term.IsKept).Select(Broken))}";
        return Text($"contract {contract.Generation}: {point}{contract.Class}, {new BitRate(contract.RateBitsPerSecond)}, ")
            + Text($"buffer {contract.BufferMs / 1_000:0.###} s, from {contract.FromMs / 1_000:0.0} s{reason}; {verdict}");
    }

    private static string Broken(TermReport term)
    {
        string since = term.SinceMs is { } first ? Text($" since {first / 1_000:0.0} s") : "";
        return Text($"{term.Term} {term.Measured:0.###} {term.Unit} instead of {term.Promised:0.###}{since}");
    }

    private static string Windows(WindowsReport windows)
    {
        string buffer = windows.LowestBufferMs is { } lowest ? Text($", buffer never below {lowest:0} ms") : "";
        return Text($"{windows.Count} windows of 100 ms: median {new BitRate(windows.MedianBitsPerSecond)}, ")
            + Text($"99 % within {new BitRate(windows.P99BitsPerSecond)}, at most {new BitRate(windows.BusiestBitsPerSecond)}; ")
            + Text($"{windows.Lossy} with losses, {windows.Late} with late packets{buffer}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
