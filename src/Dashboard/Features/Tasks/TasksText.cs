namespace Dashboard.Features.Tasks;

/// <summary>Names the texts of tasks.</summary>
public sealed class TasksText;
