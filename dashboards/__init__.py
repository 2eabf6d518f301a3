"""The Streamlit dashboard: Polish first, offline, thin."""
