"""
check = "three_tasks"
feedback = "Your weights give the right sum, and they are not those of surgery. With more tasks than parameters many weights give the same sum, and solving for them picks the shortest. Keep account of what each projection adds instead: then no weight is below 1."
"""

import numpy as np


def surgery_weights(G):
    total = np.zeros(G.shape[1])
    for i in range(len(G)):
        g = G[i]
        for j in range(len(G)):
            if j != i and g @ G[j] < 0:
                g = g - (g @ G[j]) / (G[j] @ G[j]) * G[j]
        total = total + g
    return np.linalg.lstsq(G.T, total, rcond=None)[0]
